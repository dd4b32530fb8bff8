"""What an agent takes to follow its cluster, seen from the kernel and from a client's packets, never from its log.

  beside.py fill FOLDER KIND COUNT             writes a cluster to the API server whose keys are in FOLDER/kubernetes
  beside.py measure FOLDER KIND COUNT CHANGES NAME AGENT…
        on a node: starts the agent, changes one object CHANGES times, once a second, and prints one line of values
KIND is `services` (COUNT of them, four endpoints each) or `pods` (COUNT of them, three policies for ten).
"""
import ctypes
import http.client
import json
import os
import socket
import ssl
import statistics
import struct
import subprocess
import sys
import threading
import time

SERVER = ('10.99.0.254', 6443)
NODE = {'metadata': {'name': 'node1'}}
NODE_STATUS = {'status': {'addresses': [{'type': 'InternalIP', 'address': '10.99.0.11'}]}}
SERVICES = '/api/v1/namespaces/default/services'
SLICES = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices'
PODS = '/api/v1/namespaces/default/pods'
POLICIES = '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies'
LOOK_SECONDS = 0.02
LONGEST_SECONDS = 300


class Api:
    def __init__(self, folder):
        self.context = ssl.create_default_context(cafile=f'{folder}/kubernetes/ca.crt')
        with open(f'{folder}/kubernetes/admin.token') as token:
            self.authorization = 'Bearer ' + token.read().strip()
        self.connection = http.client.HTTPSConnection(*SERVER, context=self.context, timeout=60)

    def ask(self, method, path, value=None, kind='application/json'):
        headers = {'Authorization': self.authorization, 'Content-Type': kind}
        self.connection.request(method, path, json.dumps(value) if value else None, headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status >= 300:
            raise RuntimeError(f'{method} {path}: {response.status} {text[:300]}')
        return json.loads(text)

    def patch(self, path, value):
        self.ask('PATCH', path, value, 'application/merge-patch+json')


def service(i):
    address = f'10.96.{i // 250 + 1}.{i % 250 + 1}'
    return {'metadata': {'name': f's{i}'}, 'spec': {'clusterIP': address, 'ports': [{'port': 80, 'protocol': 'TCP'}]}}


def endpoints(i, count):
    return [{'addresses': [f'10.244.{i // 50}.{i % 50 * 5 + e + 1}'], 'nodeName': 'node1',
             'conditions': {'ready': True, 'serving': True, 'terminating': False}} for e in range(count)]


def endpoint_slice(i):
    return {'metadata': {'name': f's{i}-x', 'labels': {'kubernetes.io/service-name': f's{i}'}}, 'addressType': 'IPv4',
            'ports': [{'name': '', 'port': 8080, 'protocol': 'TCP'}], 'endpoints': endpoints(i, 4)}


def pod(i):
    return {'metadata': {'name': f'pod{i}', 'labels': {'app': f'a{i // 10}'}},
            'spec': {'nodeName': 'node1', 'containers': [{'name': 'c', 'image': 'none'}]}}


def pod_status(i):
    address = f'10.244.{i // 250}.{i % 250 + 2}'
    return {'status': {'phase': 'Running', 'podIP': address, 'podIPs': [{'ip': address}], 'hostIP': '10.99.0.11'}}


def allowed(i, port):
    return [{'from': [{'podSelector': {'matchLabels': {'app': f'a{i // 3 + 1}'}}}], 'ports': [{'port': port}]}]


def policy(i):
    return {'metadata': {'name': f'p{i}'}, 'spec': {'podSelector': {'matchLabels': {'app': f'a{i // 3}'}},
                                                     'policyTypes': ['Ingress'], 'ingress': allowed(i, 80)}}


def fill(folder, kind, count):
    api = Api(folder)
    api.ask('POST', '/api/v1/nodes', NODE)
    api.patch('/api/v1/nodes/node1/status', NODE_STATUS)
    while 'podCIDR' not in api.ask('GET', '/api/v1/nodes/node1')['spec']:
        time.sleep(0.1)
    if kind == 'services':
        for i in range(count):
            api.ask('POST', SERVICES, service(i))
            api.ask('POST', SLICES, endpoint_slice(i))
        return
    accounts = '/api/v1/namespaces/default/serviceaccounts'
    while not any(a['metadata']['name'] == 'default' for a in api.ask('GET', accounts)['items']):
        time.sleep(0.1)
    for i in range(count):
        api.ask('POST', PODS, pod(i))
        api.patch(f'{PODS}/pod{i}/status', pod_status(i))
    for i in range(count * 3 // 10):
        api.ask('POST', POLICIES, policy(i))


class Services:
    """The fifth endpoint of the first service comes and goes."""

    FIFTH = '0AF40005:1F90'  # 10.244.0.5:8080, as /proc/net/ip_vs writes it

    def __init__(self, api, count):
        self.api, self.count = api, count

    def table(self):
        with open('/proc/thread-self/net/ip_vs') as table:
            return table.read()

    def begun(self):
        return '\nTCP ' in self.table()

    def complete(self):
        return self.table().count('-> 0AF4') >= 4 * self.count

    def change(self, on):
        self.api.patch(f'{SLICES}/s0-x', {'endpoints': endpoints(0, 5 if on else 4)})

    def followed(self, on):
        return (self.FIFTH in self.table()) == on


class Policies:
    """The first policy allows another port, to which a client in its namespace tries to connect."""

    PORT = 81

    def __init__(self, api, count):
        self.api, self.count = api, count
        listening = threading.Event()
        threading.Thread(target=self.listen, args=[listening], daemon=True).start()
        listening.wait()
        self.look, self.answer = threading.Semaphore(0), threading.Semaphore(0)
        threading.Thread(target=self.client, daemon=True).start()

    @staticmethod
    def enter(namespace):
        """Leads this thread, and no other, into a network namespace."""
        libc = ctypes.CDLL(None, use_errno=True)
        with open(f'/run/netns/{namespace}') as handle:
            if libc.setns(handle.fileno(), 0x40000000):  # CLONE_NEWNET
                raise OSError(ctypes.get_errno(), f'setns {namespace}')

    def listen(self, listening):
        self.enter('pod-server')
        server = socket.create_server(('0.0.0.0', self.PORT), backlog=512)
        listening.set()
        while True:
            server.accept()[0].close()

    def client(self):
        self.enter('pod-client')
        while True:
            self.look.acquire()
            with socket.socket() as client:
                client.settimeout(0.5)
                # no TIME_WAIT is left behind
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
                self.connected = client.connect_ex(('10.244.0.2', self.PORT)) == 0
            self.answer.release()

    def connects(self):
        self.look.release()
        self.answer.acquire()
        return self.connected

    def begun(self):
        return not self.connects()

    complete = begun

    def change(self, on):
        self.api.patch(f'{POLICIES}/p0', {'spec': {'ingress': allowed(0, self.PORT if on else 80)}})

    def followed(self, on):
        return self.connects() == on


def wait(what, agent, *arguments):
    """How long it takes until it is so."""
    start = time.monotonic()
    while not what(*arguments):
        if agent.poll() is not None:
            raise SystemExit(f'the agent has ended with {agent.returncode}')
        if time.monotonic() - start > LONGEST_SECONDS:
            raise SystemExit(f'not within {LONGEST_SECONDS} s: {what.__name__} {arguments}')
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - start


def cpu(pid):
    """Of the agent, and of the programs that it ran, in seconds."""
    with open(f'/proc/{pid}/stat') as stat:
        fields = stat.read().rsplit(')', 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf('SC_CLK_TCK')


def memory(pid, name):
    """In megabytes."""
    with open(f'/proc/{pid}/status') as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(name))


def settle(pid):
    """Waits until the agent does nothing of note: what it does at its start is not a change's."""
    quiet = 0
    while quiet < 3:
        before = cpu(pid)
        time.sleep(1)
        quiet = quiet + 1 if cpu(pid) - before < 0.1 else 0


def measure(folder, kind, count, changes, name, command):
    api = Api(folder)
    work = (Services if kind == 'services' else Policies)(api, count)
    if work.begun():
        raise SystemExit('something is in the kernel before the agent starts')
    with open(f'{folder}/log/{name}-{count}-{kind}', 'w') as log:
        agent = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    begun = wait(work.begun, agent)
    complete = begun + wait(work.complete, agent)
    settle(agent.pid)
    before, times = cpu(agent.pid), []
    for n in range(changes):
        start = time.monotonic()
        work.change(n % 2 == 0)
        wait(work.followed, agent, n % 2 == 0)
        times.append(time.monotonic() - start)
        time.sleep(max(0.0, 1 - times[-1]))
    settle(agent.pid)
    spent = cpu(agent.pid) - before
    values = [begun, complete, statistics.median(times), max(times), spent / changes * 100,
              memory(agent.pid, 'VmRSS'), memory(agent.pid, 'VmHWM')]
    print(kind, count, name, *(f'{v:.3f}' for v in values), sep='\t', flush=True)
    agent.terminate()
    agent.wait(60)


if __name__ == '__main__':
    if sys.argv[1] == 'fill':
        fill(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        measure(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6], sys.argv[7:])
