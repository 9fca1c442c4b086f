"""One libtorrent peer: TCP, no discovery but the tracker. Ends when its standard input does.

usage: libtorrent_peer.py seed|get|scrape plain|encrypted ADDRESS:PORT LINK FOLDER
Prints "metadata" and "complete" as they come about, and what goes wrong; with scrape also
"scraped SEEDS LEECHERS" as the tracker tells, once it was announced to.
"""
import os
import sys
import threading
import time

import libtorrent as lt

role, way, listen, link, folder = sys.argv[1:]
address = listen.rsplit(':', 1)[0].strip('[]')
policy = 0 if way == 'encrypted' else 2  # nothing but encrypted, or plain, handshakes

session = lt.session({
    'listen_interfaces': listen, 'outgoing_interfaces': address,
    'enable_dht': False, 'enable_lsd': False, 'enable_upnp': False, 'enable_natpmp': False,
    'enable_incoming_utp': False, 'enable_outgoing_utp': False,
    'in_enc_policy': policy, 'out_enc_policy': policy, 'allowed_enc_level': 2,  # RC4
    'allow_multiple_connections_per_ip': True, 'min_reconnect_time': 1,
    'ssrf_mitigation': False,  # or nothing but /announce is asked of loopback
    'alert_mask': lt.alert.category_t.status_notification | lt.alert.category_t.error_notification
    | (lt.alert.category_t.tracker_notification if role == 'scrape' else 0)})

if link.startswith('magnet:'):
    torrent = lt.parse_magnet_uri(link)
else:
    torrent = lt.add_torrent_params()
    torrent.ti = lt.torrent_info(link)
torrent.save_path = folder
torrent.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
torrent.flags |= lt.torrent_flags.disable_pex
handle = session.add_torrent(torrent)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
while True:
    time.sleep(0.02)  # not wait_for_alert, whose answer another alert may move away meanwhile
    for alert in session.pop_alerts():
        if isinstance(alert, lt.metadata_received_alert):
            print('metadata', flush=True)
        elif isinstance(alert, lt.torrent_finished_alert):
            print('complete', flush=True)
        elif isinstance(alert, lt.tracker_reply_alert) and role == 'scrape':
            handle.scrape_tracker()
        elif isinstance(alert, lt.scrape_reply_alert):
            print('scraped', alert.complete, alert.incomplete, flush=True)
        elif isinstance(alert, (lt.listen_failed_alert, lt.torrent_error_alert,
                                lt.file_error_alert, lt.tracker_error_alert)):
            print(alert.message(), flush=True)
