"""A private DHT of libtorrent nodes. Ends when its standard input does.

usage: libtorrent_dht.py ADDRESS:PORT...
Prints "ready" once its nodes know each other. Each line of input is a question; answers are lines too:
  peers HASH                  node 2 looks: "peers HASH ADDRESS:PORT ..." for each answer
  put TEXT                    node 3 stores it: "put TARGET"
  get TARGET                  node 4 looks for it: "got TARGET TEXT"
  sign PRIVATE PUBLIC TEXT SALT  node 3 stores it under the key; no answer
  mutable KEY SALT            node 5 looks for it: "mutable KEY TEXT SEQUENCE"
  seed FILE FOLDER            node 6 shares what the torrent describes: "seeding HASH"

One thread alone touches the sessions: the binding does not survive several.
"""
import os
import queue
import random
import sys
import threading
import time

import libtorrent as lt

nodes = [(at.rsplit(':', 1)[0].strip('[]'), int(at.rsplit(':', 1)[1])) for at in sys.argv[1:]]
SETTINGS = {
    'enable_dht': True, 'enable_lsd': False, 'enable_upnp': False, 'enable_natpmp': False,
    'enable_incoming_utp': False, 'enable_outgoing_utp': False,
    'dht_bootstrap_nodes': '', 'allow_multiple_connections_per_ip': True,
    # they may all have one address
    'dht_restrict_routing_ips': False, 'dht_restrict_search_ips': False,
    'dht_prefer_verified_node_ids': False, 'dht_ignore_dark_internet': False,
    'dht_block_ratelimit': 10000, 'dht_upload_rate_limit': 1000000,
    'alert_mask': lt.alert.category_t.dht_notification
    | lt.alert.category_t.dht_operation_notification}

sessions = []
for written, node in zip(sys.argv[1:], nodes):
    sessions.append(lt.session({**SETTINGS, 'listen_interfaces': written,
                                'outgoing_interfaces': node[0]}))
    for other in random.sample(nodes[:len(sessions)], min(8, len(sessions))):
        if other != node:
            sessions[-1].add_dht_node(other)

questions = queue.Queue()


def read():
    for line in sys.stdin:
        questions.put(line.split())
    questions.put(['end'])


threading.Thread(target=read, daemon=True).start()


def say(*words):
    print(*words, flush=True)


def text(item):
    value = item.get('value', item.get(b'value', b'-')) if isinstance(item, dict) else item
    return value.decode() if isinstance(value, bytes) else str(value)


def hear():
    for session in sessions:
        for alert in session.pop_alerts():
            if isinstance(alert, lt.dht_get_peers_reply_alert):
                say('peers', alert.info_hash, *['%s:%d' % peer for peer in alert.peers()])
            elif isinstance(alert, lt.dht_immutable_item_alert):
                say('got', alert.target, text(alert.item))
            elif isinstance(alert, lt.dht_mutable_item_alert):
                say('mutable', bytes(alert.key).hex(), text(alert.item), alert.seq)


def answer(words):
    if words[0] == 'peers':
        sessions[2].dht_get_peers(lt.sha1_hash(bytes.fromhex(words[1])))
    elif words[0] == 'put':
        say('put', sessions[3].dht_put_immutable_item(words[1]))
    elif words[0] == 'get':
        sessions[4].dht_get_immutable_item(lt.sha1_hash(bytes.fromhex(words[1])))
    elif words[0] == 'sign':
        sessions[3].dht_put_mutable_item(
            bytes.fromhex(words[1]), bytes.fromhex(words[2]), words[3].encode(), words[4].encode())
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
    elif words[0] == 'end':
        os._exit(0)


# a node that only answers knows few others: each looks around, until all know many
deadline = time.time() + 40
while time.time() < deadline and min(s.status().dht_nodes for s in sessions) < len(sessions) // 2:
    for session in sessions:
        session.dht_get_peers(lt.sha1_hash(os.urandom(20)))
    pause = time.time() + 1
    while time.time() < pause:
        hear()
        time.sleep(0.05)
say('ready')
while True:
    hear()
    try:
        answer(questions.get(timeout=0.05))
    except queue.Empty:
        pass
