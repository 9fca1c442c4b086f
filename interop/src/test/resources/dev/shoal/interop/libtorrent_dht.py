"""A private DHT of libtorrent nodes on one address. Ends when its standard input does.

usage: libtorrent_dht.py ADDRESS PORT...
Prints "ready" once each node knows others. Each line of input is a question; answers are lines too:
  announce HASH PORT          node 1 announces; no answer
  peers HASH                  "peers HASH ADDRESS:PORT ..." for each answer that node 2 gets
  put TEXT                    node 3 stores it: "put TARGET"
  get TARGET                  node 4 looks for it: "got TARGET TEXT"
  mutable KEY SALT            node 5 looks for it: "mutable KEY TEXT SEQUENCE"
  seed FILE FOLDER            node 6 shares what the torrent describes: "seeding HASH"
"""
import sys
import threading
import time

import libtorrent as lt

address, ports = sys.argv[1], [int(port) for port in sys.argv[2:]]
SETTINGS = {
    'enable_dht': True, 'enable_lsd': False, 'enable_upnp': False, 'enable_natpmp': False,
    'enable_incoming_utp': False, 'enable_outgoing_utp': False,
    'dht_bootstrap_nodes': '', 'allow_multiple_connections_per_ip': True,
    # all nodes have one address here
    'dht_restrict_routing_ips': False, 'dht_restrict_search_ips': False,
    'dht_prefer_verified_node_ids': False, 'dht_ignore_dark_internet': False,
    'dht_block_ratelimit': 10000, 'dht_upload_rate_limit': 1000000,
    'alert_mask': lt.alert.category_t.dht_notification | lt.alert.category_t.status_notification
    | lt.alert.category_t.dht_operation_notification | lt.alert.category_t.stats_notification}

sessions = []
for port in ports:
    sessions.append(lt.session({**SETTINGS, 'listen_interfaces': '%s:%d' % (address, port),
                                'outgoing_interfaces': address}))
    if len(sessions) > 1:
        sessions[-1].add_dht_node((address, ports[0]))


def say(*words):
    print(*words, flush=True)


def hear(session):
    while True:
        session.wait_for_alert(500)
        for alert in session.pop_alerts():
            if isinstance(alert, lt.dht_get_peers_reply_alert):
                say('peers', alert.info_hash, *['%s:%d' % peer for peer in alert.peers()])
            elif isinstance(alert, lt.dht_immutable_item_alert):
                say('got', alert.target, alert.item.decode() if alert.item else '')
            elif isinstance(alert, lt.dht_mutable_item_alert):
                item = alert.item
                value = item.get('value', b'') if isinstance(item, dict) else item
                say('mutable', alert.key.hex(), value.decode() if value else '', alert.seq)


for session in sessions:
    threading.Thread(target=hear, args=(session,), daemon=True).start()

NODES = [metric.value_index for metric in lt.session_stats_metrics()
         if metric.name == 'dht.dht_nodes'][0]
deadline = time.time() + 30
while time.time() < deadline:
    time.sleep(0.2)
    if all(session.is_dht_running() for session in sessions):
        break
time.sleep(3)  # libtorrent looks around by itself; it does not say when it has
say('ready')

for line in sys.stdin:
    words = line.split()
    if words[0] == 'announce':
        sessions[1].dht_announce(lt.sha1_hash(bytes.fromhex(words[1])), int(words[2]), 0)
    elif words[0] == 'peers':
        sessions[2].dht_get_peers(lt.sha1_hash(bytes.fromhex(words[1])))
    elif words[0] == 'put':
        say('put', sessions[3].dht_put_immutable_item(words[1]))
    elif words[0] == 'get':
        sessions[4].dht_get_immutable_item(lt.sha1_hash(bytes.fromhex(words[1])))
    elif words[0] == 'mutable':
        sessions[5].dht_get_mutable_item(bytes.fromhex(words[1]), words[2].encode())
    elif words[0] == 'seed':
        torrent = lt.add_torrent_params()
        torrent.ti = lt.torrent_info(words[1])
        torrent.save_path = words[2]
        torrent.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
        torrent.flags |= lt.torrent_flags.disable_pex
        sessions[6].add_torrent(torrent)
        say('seeding', torrent.ti.info_hash())
