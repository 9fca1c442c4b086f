"""Shoal and libtorrent in one private DHT of libtorrent nodes on 127.1.x.y: what `lookups` and `idle` run.

usage: dht.py lookups NODES LOOKUPS -- COMMAND...   COMMAND runs dev.shoal.benchmarks.DhtLookups
       dht.py idle NODES SECONDS REST               on a loopback interface of its own
       dht.py network NODES | dht.py node ADDRESS CONTACT...   what the others start
"""
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import libtorrent as lt

PORT = 30000
SHOAL, LIBTORRENT = '127.2.0.1', '127.2.0.2'
WARM = 20           # lookups of each that are not counted
COMPILED = 500      # lookups of what nobody has, after which a JVM has compiled what they need
ALONE = 10          # processes of Shoal that look for one thing each
GIVEN_UP = 5        # seconds
PAUSE = 0.1         # between lookups: libtorrent's go on after their first answer
HEADERS = 28        # of IPv4 and UDP
rnd = random.Random(7)


def address(i):
    return f'127.1.{i // 200}.{i % 200 + 1}'


def session(at):
    """A node whose limits for an address of its own are off: on loopback they mean nothing."""
    return lt.session({
        'listen_interfaces': f'{at}:{PORT}', 'outgoing_interfaces': at,
        'enable_dht': True, 'enable_lsd': False, 'enable_upnp': False, 'enable_natpmp': False,
        'dht_bootstrap_nodes': '', 'dht_restrict_routing_ips': False,
        'dht_restrict_search_ips': False, 'dht_enforce_node_id': False,
        'dht_prefer_verified_node_ids': False, 'dht_ignore_dark_internet': False,
        'dht_block_ratelimit': 1000, 'dht_upload_rate_limit': 10000000,
        'aio_threads': 1, 'hashing_threads': 1,
        'alert_mask': lt.alert.category_t.dht_notification
        | lt.alert.category_t.dht_operation_notification})


def get_peers(node, info_hash, limit=GIVEN_UP):
    """Microseconds until there is a first peer; -1: there was none."""
    node.pop_alerts()
    wanted = lt.sha1_hash(bytes.fromhex(info_hash))
    begun = time.monotonic()
    node.dht_get_peers(wanted)
    while time.monotonic() - begun < limit:
        node.wait_for_alert(50)
        for alert in node.pop_alerts():
            if isinstance(alert, lt.dht_get_peers_reply_alert) and alert.num_peers() > 0 \
                    and alert.info_hash == wanted:
                return int(1e6 * (time.monotonic() - begun))
    return -1


def say(*words):
    print(*words, flush=True)


def network(count):
    """So many nodes; each line of input is an info-hash that one of them is to have."""
    nodes = []
    for i in range(count):
        nodes.append(session(address(i)))
        for j in rnd.sample(range(i), min(i, 3)):
            nodes[i].add_dht_node((address(j), PORT))
        time.sleep(0.02)
    time.sleep(15)      # until they know each other
    say('joined')
    for line in sys.stdin:
        info_hash = line.strip()
        torrent = lt.parse_magnet_uri(f'magnet:?xt=urn:btih:{info_hash}')
        torrent.save_path = tempfile.gettempdir()
        torrent.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
        owner, other = rnd.sample(nodes, 2)
        handle = owner.add_torrent(torrent)
        found = -1
        for _ in range(20):
            handle.force_dht_announce()     # the binding has no dht_announce
            found = get_peers(other, info_hash, 1)
            if found >= 0:
                break
        say(found)
        for node in nodes:
            node.pop_alerts()
    os._exit(0)


def node(at, contacts):
    """One node in a process of its own; each line of input is an info-hash to look for."""
    own = session(at)
    for contact in contacts:
        host, port = contact.rsplit(':', 1)
        own.add_dht_node((host, int(port)))
    while own.status().dht_nodes < 8:
        time.sleep(0.1)
    say('joined')
    for line in sys.stdin:
        question = line.strip()
        say(own.status().dht_nodes if question == 'contacts' else get_peers(own, question))
    os._exit(0)


class Program:
    """A process that answers lines with lines."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def line(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f'it ended: {self.process.args}')
        return line.strip()

    def ask(self, question):
        self.process.stdin.write(question + '\n')
        self.process.stdin.flush()
        return self.line()

    def close(self):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()


def own(*arguments):
    # the binding calls status() deprecated
    return Program(sys.executable, '-W', 'ignore', os.path.abspath(__file__), *map(str, arguments))


def tell(what, micros):
    good = sorted(it for it in micros if it >= 0)
    if not good:
        say(f'{what}: none of {len(micros)}')
        return
    say(f'{what}: median {statistics.median(good) / 1000:.1f} ms, '
        f'90 of 100 within {good[int(0.9 * (len(good) - 1))] / 1000:.1f} ms, '
        f'{len(good)} of {len(micros)}')


def alone(contacts, info_hash):
    """A process of Shoal: from `listening`, and within the lookup, in microseconds."""
    first = since = last = whole = -1
    with tempfile.TemporaryDirectory() as state:
        out = subprocess.run(
            ['./shoal', 'dht', 'peers', info_hash, '--json', '--bind', SHOAL, '--port', '0',
             '--state', state, *[it for to in contacts for it in ('--bootstrap', to)]],
            stdout=subprocess.PIPE, text=True).stdout
    for event in map(json.loads, out.splitlines()):
        if event['event'] == 'listening':
            begun = event['t']
        if event['event'] == 'step' and event['peers'] and first < 0:
            first, since = event['atMicros'], 1000 * (event['t'] - begun)
        if event['event'] == 'journey':
            last, whole = event['micros'], 1000 * (event['t'] - begun)
    return first, last, since, whole


def lookups(count, number, command):
    net = own('network', count)
    net.line()
    hashes = [rnd.randbytes(20).hex() for _ in range(WARM + number + ALONE)]
    lost = sum(int(net.ask(it)) < 0 for it in hashes)
    say(f'{count} nodes; {len(hashes)} contents announced' + (f', {lost} in vain' if lost else ''))
    contacts = [f'{address(i)}:{PORT}' for i in rnd.sample(range(count), 3)]
    theirs = own('node', LIBTORRENT, *contacts)
    with tempfile.TemporaryDirectory() as state:
        shoal = Program(*command, state, SHOAL, *contacts)
        theirs.line()
        shoal.line()
        time.sleep(10)
        say(f'contacts: libtorrent {theirs.ask("contacts")}, Shoal {shoal.ask("contacts")}')
        before = [shoal.ask(rnd.randbytes(20).hex()) for _ in range(COMPILED)]
        tell(f'Shoal, the first {WARM} lookups of what nobody has, to their end',
             [int(it.split()[1]) for it in before[:WARM]])
        results = []
        for i, info_hash in enumerate(hashes[:-ALONE]):
            answers = {}
            for who in (theirs, shoal) if i % 2 else (shoal, theirs):
                time.sleep(PAUSE)
                answers[who] = who.ask(info_hash)
            first, over = map(int, answers[shoal].split())
            results.append((int(answers[theirs]), first, over))
        counted = list(zip(*results[WARM:]))
        tell('libtorrent, first peers', counted[0])
        tell('Shoal, first peers', counted[1])
        tell('Shoal, end of the lookup', counted[2])
        one = list(zip(*[alone(contacts, it) for it in hashes[-ALONE:]]))
        tell('shoal dht peers, first peers since the lookup began', one[0])
        tell('shoal dht peers, end since the lookup began', one[1])
        tell('shoal dht peers, first peers since it listened', one[2])
        tell('shoal dht peers, end since it listened', one[3])
        shoal.close()
    theirs.close()
    net.close()


def cpu(pid):
    """Milliseconds."""
    with open(f'/proc/{pid}/stat') as stat:
        fields = stat.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf('SC_CLK_TCK')


def resident(pid):
    with open(f'/proc/{pid}/status') as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmRSS'))


def kind(payload):
    """What a message is: the name of the question, `answer` or `error`."""
    tail = payload[payload.rfind(b'1:y1:'):][5:6]
    if tail == b'q':
        at = payload.find(b'1:q')
        length, name = payload[at + 3:at + 24].split(b':', 1)
        return name[:int(length)].decode('ascii', 'replace')
    return {b'r': 'answer', b'e': 'error'}.get(tail, 'other')


class Traffic:
    """Datagrams of the DHT from and to an address: their number and bytes by kind."""

    def __init__(self):
        self.counts = {}

    def add(self, direction, payload):
        number, size = self.counts.get((direction, kind(payload)), (0, 0))
        self.counts[direction, kind(payload)] = (number + 1, size + len(payload))

    def tell(self, seconds):
        for direction in ('sent', 'received'):
            mine = {it[1]: n for it, n in self.counts.items() if it[0] == direction}
            number = sum(n for n, _ in mine.values())
            size = sum(s for _, s in mine.values())
            kinds = ', '.join(f'{n} {name} ({s} B)' for name, (n, s) in sorted(mine.items()))
            say(f'  {direction}: {size / seconds:.1f} B/s of payload, '
                f'{(size + HEADERS * number) / seconds:.1f} with headers; {number} datagrams: {kinds}')


def listen(seconds, traffic):
    raw = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
    raw.bind(('lo', 0x0800))
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        raw.settimeout(left)
        try:
            packet = raw.recv(65536)     # as it comes in: each once
        except TimeoutError:
            break
        if packet[9] == socket.IPPROTO_UDP:
            payload = packet[4 * (packet[0] & 15) + 8:]
            for at, direction in ((packet[12:16], 'sent'), (packet[16:20], 'received')):
                if at in traffic:
                    traffic[at].add(direction, payload)
    raw.close()


def idle(count, seconds, rest):
    net = own('network', count)
    net.line()
    contacts = [f'{address(i)}:{PORT}' for i in rnd.sample(range(count), 3)]
    theirs = own('node', LIBTORRENT, *contacts)
    with tempfile.TemporaryDirectory() as state:
        shoal = Program(
            './shoal', 'dht', 'run', '--json', '--bind', SHOAL, '--state', state,
            *[it for to in contacts for it in ('--bootstrap', to)])
        theirs.line()
        while not json.loads(shoal.line()).get('joined'):
            pass
        time.sleep(rest)
        pids = {'Shoal': shoal.process.pid, 'libtorrent': theirs.process.pid}
        traffic = {socket.inet_aton(SHOAL): Traffic(), socket.inet_aton(LIBTORRENT): Traffic()}
        before = {name: cpu(pid) for name, pid in pids.items()}
        listen(seconds, traffic)
        say(f'in a network of {count}, over {seconds} s after {rest} s of rest:')
        for (name, pid), mine in zip(pids.items(), traffic.values()):
            say(f'{name}: {(cpu(pid) - before[name]) / seconds:.2f} ms of CPU a second, '
                f'{resident(pid) // 1024} MiB resident')
            mine.tell(seconds)
        shoal.close()
    theirs.close()
    net.close()


words = sys.argv[1:]
if words[0] == 'network':
    network(int(words[1]))
elif words[0] == 'node':
    node(words[1], words[2:])
elif words[0] == 'lookups':
    lookups(int(words[1]), int(words[2]), words[4:])
else:
    idle(*map(int, words[1:]))
