@0xb3c1f0a2d4e59605;
# Beats, echoes and the monitor's stream. All of them travel as JSON, one ZeroMQ frame each, so that a short script in any
# language can follow; Cap'n Proto's codec does the converting. Monotonic times are CLOCK_MONOTONIC of the sender's machine.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("latido::schema");

struct HealthMessage {
  # On 5000, 5001 and 5003: beats and echo replies go out by XPUB; echo requests come in from an XSUB's upstream.
  union {
    beat @0 :Beat;
    echoRequest @1 :EchoRequest;
    echoReply @2 :EchoReply;
  }
}

struct Beat {
  service @0 :Text;
  # comandos, consultas, broker or monitor.
  incarnation @1 :Text;
  # 32 hex digits, new at every start of the process.
  pid @2 :UInt32;
  startTicks @3 :UInt64;
  # Field 22 of /proc/PID/stat: with the pid it names the process even after the pid is used again.
  bootId @4 :Text;
  # /proc/sys/kernel/random/boot_id: which run of which machine.
  sequence @5 :UInt64;
  # 1, 2, 3... within the incarnation.
  sentMonotonicNs @6 :Int64;
  intervalMs @7 :UInt32;
  # The sender means to send the next one this much later.
  loops @8 :List(Loop);
  queueDepth @9 :UInt32;
  # Requests taken and not yet answered.
  lastCommitAgeMs @10 :Int64 = -1;
  # Since the last durable commit; -1: none yet, or a service that commits nothing.
  phase @11 :Phase;
}

enum Phase {
  starting @0;
  # Not serving yet, for example opening the store.
  serving @1;
  standby @2;
  # Healthy, waiting for another instance to give up the writer's lock.
  stopping @3;
}

struct Loop {
  # A loop that does the work, as seen by the thread that sends beats.
  name @0 :Text;
  turns @1 :UInt64;
  # Turns of the loop so far.
  ageMs @2 :UInt32;
  # Since the loop last came round.
  operation @3 :Text;
  # What it said it was about to do; empty: waiting for work.
  budgetMs @4 :UInt32;
  # How long it said that this may take. A loop older than its budget hangs.
}

struct EchoRequest {
  nonce @0 :Text;
  # At most 64 bytes, chosen by the asker, unique.
}

struct EchoReply {
  nonce @0 :Text;
  beat @1 :Beat;
  # The state at this moment, outside the sequence of beats (sequence is that of the last beat sent).
}

enum Verdict {
  unknown @0;
  # Not heard of yet.
  starting @1;
  up @2;
  degraded @3;
  # Alive, but something that it needs or the way to it is not well.
  hung @4;
  # Alive, beats, and its work loop does not come round.
  stopped @5;
  # SIGSTOP or a debugger: process state T.
  crashed @6;
  # The process is gone or a zombie.
  unreachable @7;
  # No beat, no echo, no port, and nothing is known of the process.
}

enum PortState {
  # As nmap reports it.
  unprobed @0;
  open @1;
  closed @2;
  # The machine refused.
  filtered @3;
  # No answer at all.
}

struct Evidence {
  cause @0 :Text;
  # One sentence: why this verdict.
  latenessMs @1 :Int64;
  # How late the next beat is against its expected arrival; negative: not due yet.
  echo @2 :Text;
  # "ok 0.4 ms", "none in 100 ms", or empty: not asked.
  port @3 :PortState;
  process @4 :Text;
  # "S (sleeping)", "T (stopped)", "gone", "zombie", "other start time", or empty: not looked at.
  loopAgeMs @5 :UInt32;
  # Oldest turn among the work loops, as last told.
}

struct ServiceState {
  service @0 :Text;
  verdict @1 :Verdict;
  evidence @2 :Evidence;
  pid @3 :UInt32;
  # 0: none known.
  incarnation @4 :Text;
  sinceUnixMs @5 :Int64;
  # When the verdict last changed.
  lastBeatAgeMs @6 :Int64 = -1;
  # -1: no beat heard.
  restarts @7 :UInt32;
  # Recoveries by this monitor.
  phi @8 :Float64;
  # Suspicion by the phi accrual formula; a gauge only.
  beatPort @9 :UInt16;
  recovering @10 :Bool;
  # A restart is scheduled or under way.
}

struct StreamMessage {
  # On 5002: a topic, one space, and this as JSON, in one frame.
  epoch @0 :Text;
  # 32 hex digits, new at every start of the monitor.
  sequence @1 :UInt64;
  # A snapshot carries the sequence of the last change in it; changes are numbered 1, 2, 3...
  unixMs @2 :Int64;
  blind @3 :Bool;
  # The monitor itself was held up; its verdicts are frozen.
  blindReason @4 :Text;
  union {
    snapshot @5 :List(ServiceState);
    # Everything. Sent to a new subscriber.
    change @6 :ServiceState;
    # One service as it is now.
    tick @7 :Void;
    # Nothing changed; sent every second so that silence means a dead monitor. Not counted in the sequence.
    blindness @8 :Void;
    # `blind` changed. Counted in the sequence.
  }
}

struct MonitorConfig {
  # The monitor's configuration file, as JSON.
  services @0 :List(WatchedService);
}

struct WatchedService {
  name @0 :Text;
  beatEndpoint @1 :Text;
  # tcp://HOST:PORT where its beats are published.
  process @2 :Text;
  # Name in /proc/PID/comm to look for where no beat ever told the pid; empty: none.
  restart @3 :List(Text);
  # Command that starts it, program first; empty: never restarted.
  logFile @4 :Text;
  # Where a restarted service's output goes, appended; empty: the monitor's own.
}
