"""Listens to the monitor's stream and holds its verdicts against what was really done."""

import json
import threading
import time

import zmq

SEEN_WITHIN_S = 3.0  # a kill must be named within this, on a machine that is kept busy
HARMLESS = ("unknown", "starting", "up", "degraded")


class VerdictRecorder:
    """A subscriber on 5002 for as long as the test runs. `changes` holds (monotonic time, state), snapshots opened up."""

    def __init__(self, endpoint):
        self.changes = []
        self.blind_spells = 0
        self._endpoint = endpoint
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self):
        self._thread.start()

    def finish(self):
        self._stop.set()
        self._thread.join()

    def _run(self):
        socket = zmq.Context.instance().socket(zmq.SUB)
        socket.linger = 0
        socket.reconnect_ivl = 20
        socket.reconnect_ivl_max = 100
        socket.subscribe(b"D")
        socket.subscribe(b"S-chaos")  # asked for again at every reconnection, so each new monitor sends its snapshot
        socket.connect(self._endpoint)
        while not self._stop.is_set():
            if socket.poll(50):
                message = json.loads(socket.recv().split(b" ", 1)[1])
                self._take(time.monotonic(), message)
        socket.close()

    def _take(self, now, message):
        self.blind_spells += "blindness" in message and message["blind"]
        for state in [message["change"]] if "change" in message else message.get("snapshot", []):
            self.changes.append((now, state))


def check_verdicts(changes, kills):
    """(sentences for what is wrong, seconds from kill to verdict). A kill that the monitor could not see, because it was dead itself
    then or soon after, asks for nothing."""
    broken, delays = [], []
    monitor_deaths = [kill.at for kill in kills if kill.service == "monitor"]
    for kill in kills:
        if kill.service == "monitor" or any(abs(kill.at - death) < SEEN_WITHIN_S for death in monitor_deaths):
            continue
        named = [
            at
            for at, state in changes
            if state["service"] == kill.service and state["verdict"] == "crashed" and 0 <= at - kill.at < SEEN_WITHIN_S
        ]
        if named:
            delays.append(named[0] - kill.at)
        else:
            broken.append(f"{kill.service} {kill.pid} was killed and not named crashed within {SEEN_WITHIN_S} s")
    for at, state in changes:
        if state["verdict"] in HARMLESS:
            continue
        if not any(kill.service == state["service"] and 0 <= at - kill.at < SEEN_WITHIN_S for kill in kills):
            broken.append(f"{state['service']} was called {state['verdict']} and nobody had touched it: {state.get('evidence')}")
    return broken, delays
