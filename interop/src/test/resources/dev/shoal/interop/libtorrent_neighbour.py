"""One libtorrent peer that finds others on the local network and by peers. Ends when its input does.

usage: libtorrent_neighbour.py TORRENT FOLDER
"""
import os
import sys
import threading
import time

import libtorrent as lt

session = lt.session({
    'listen_interfaces': '0.0.0.0:6881,[::]:6881', 'enable_lsd': True,
    'enable_dht': False, 'enable_upnp': False, 'enable_natpmp': False,
    'enable_incoming_utp': False, 'enable_outgoing_utp': False,
    'alert_mask': lt.alert.category_t.status_notification | lt.alert.category_t.error_notification})
torrent = lt.add_torrent_params()
torrent.ti = lt.torrent_info(sys.argv[1])
torrent.save_path = sys.argv[2]
torrent.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
session.add_torrent(torrent)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
while True:
    time.sleep(0.02)  # not wait_for_alert, whose answer another alert may move away meanwhile
    for alert in session.pop_alerts():
        print(alert.message(), flush=True)
