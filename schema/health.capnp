@0xb3c1f0a2d4e59605;
# Beats, echoes and the monitor's stream. All of them travel as JSON, one ZeroMQ frame each, so that a short script in any
# language can follow; Cap'n Proto's codec does the converting. Monotonic times are CLOCK_MONOTONIC of the sender's machine.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("latido::schema");

struct HealthMessage {
  # On 5000, 5001 and 5003: beats and echo replies go out by XPUB; echo requests come in from an XSUB's upstream.
  union {
    beat @0 :Beat;
    # From a service, once per interval: it is alive, and how it does.
    echoRequest @1 :EchoRequest;
    # To a service: answer at once.
    echoReply @2 :EchoReply;
    # From a service, to whoever listens; known by its nonce.
    acknowledge @3 :Acknowledge;
    # To the monitor.
    maintenance @4 :Maintenance;
    # To the monitor and from it.
  }
}

struct Acknowledge {
  # To 5002 alone, upstream: a person has seen the incident.
  incident @0 :Text;
  # Its Incident.id, 1 to 64 bytes.
}

struct Maintenance {
  # To 5002 alone. Upstream: a person opens a maintenance window of this service, or ends the one that was opened so.
  # Downstream, every second while it is open: its end, so that a monitor on standby knows it.
  service @0 :Text;
  # Its name in the monitor's configuration, 1 to 64 bytes.
  minutes @1 :UInt16;
  # Upstream: from now on, 1440 at most; 0 ends it.
  untilUnixMs @2 :Int64;
  # Downstream.
}

struct Beat {
  service @0 :Text;
  # comandos, consultas, broker or monitor.
  incarnation @1 :Text;
  # 32 hex digits, new at every start of the process.
  pid @2 :UInt32;
  # Of the process that sends.
  startTicks @3 :UInt64;
  # Field 22 of /proc/PID/stat: with the pid it names the process even after the pid is used again.
  bootId @4 :Text;
  # /proc/sys/kernel/random/boot_id: which run of which machine.
  sequence @5 :UInt64;
  # 1, 2, 3... within the incarnation.
  sentMonotonicNs @6 :Int64;
  # When it was sent, in nanoseconds of the sender's CLOCK_MONOTONIC.
  intervalMs @7 :UInt32;
  # The sender means to send the next one this much later.
  loops @8 :List(Loop);
  # The loops that do the work, at most 8.
  queueDepth @9 :UInt32;
  # Requests taken and not yet answered.
  lastCommitAgeMs @10 :Int64 = -1;
  # Since the last durable commit; -1: none yet, or a service that commits nothing.
  phase @11 :Phase;
  # What it says of its own state.
  heartTid @12 :UInt32;
  # The thread that sends beats; 0: not told.
  readLagMs @13 :Int64 = -1;
  # How far what it reads from is behind the newest commit, where it reads from a copy; -1: not known, or no copy.
}

enum Phase {
  starting @0;
  # Not serving yet, for example opening the store.
  serving @1;
  # Does its work.
  standby @2;
  # Healthy, waiting for another instance to give up the writer's lock.
  stopping @3;
  # On its way to a regular end.
}

struct Loop {
  # A loop that does the work, as seen by the thread that sends beats.
  name @0 :Text;
  # At most 64 bytes of printable ASCII.
  turns @1 :UInt64;
  # Turns of the loop so far.
  ageMs @2 :UInt32;
  # Since the loop last came round.
  operation @3 :Text;
  # What it said it was about to do; empty: waiting for work.
  budgetMs @4 :UInt32;
  # How long it said that this may take. A loop older than its budget hangs.
  tid @5 :UInt32;
  # The thread that runs it; 0: not told.
}

struct EchoRequest {
  nonce @0 :Text;
  # At most 64 bytes, chosen by the asker, unique.
  deep @1 :Bool;
  # Answer twice: at once, and again when every working loop has come round and has tried its store.
}

enum DeepEcho {
  none @0;
  # This answer comes from the thread that beats, and says nothing of the loops but their pulses.
  ok @1;
  # Every loop came round, and what it works on answered.
  failed @2;
  # Every loop came round; what one of them works on did not answer.
}

struct EchoReply {
  nonce @0 :Text;
  # That of the request.
  beat @1 :Beat;
  # The state at this moment, outside the sequence of beats (sequence is that of the last beat sent).
  deep @2 :DeepEcho;
  # Whether the loops were asked, and how they answered.
}

enum Verdict {
  unknown @0;
  # Not heard of yet.
  starting @1;
  # Not at work yet: it says so, or its process was only just seen.
  up @2;
  # Beats on time and serves, or is on standby.
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
  starved @8;
  # Alive and able, but gets too little CPU time. Restarting it would make that worse.
  ioStall @9;
  # Waits inside the kernel for a disk or another device (state D). A signal does not reach it there.
  listenerLost @10;
  # Alive, silent, and nothing listens on its port any more.
  filtered @11;
  # Its packets are dropped on the way, or its queue of connections is full.
  impostor @12;
  # Something else listens on its port, or beats there under another name.
}

enum Reason {
  # Why, for programs: finer than the verdict, coarser than the sentence in `cause`.
  none @0;
  # No verdict has been given yet.
  beatsOnTime @1;
  # All is well.
  standby @2;
  # Beats on time, and tells the phase `standby`.
  saysStarting @3;
  # Its beats tell the phase `starting`.
  saysStopping @4;
  # Its beats tell the phase `stopping`.
  firstBeats @5;
  # The first sign of this process.
  replaced @6;
  # Another incarnation beats in its place; the end of the one before was not seen.
  justStarted @7;
  # Its process is there and too young to have beaten.
  deadlock @8;
  # The loop (or all of it) waits for a lock that does not come.
  livelock @9;
  # The loop burns CPU time and does not come round.
  loopStuck @10;
  # The loop does not come round; in what it waits is told by the wait channel.
  stopped @11;
  # By a signal or a debugger.
  starved @12;
  # Ready to run, and gets too little CPU time.
  deviceWait @13;
  # It waits inside the kernel for a disk or another device.
  heartbeatPath @14;
  # It answers echoes, its beats do not come.
  heartbeatStuck @15;
  # The thread that beats does not, though it could.
  dependency @16;
  # What it needs is not well: another service, or its store.
  readLag @17;
  # The copy that it reads from is more than a second behind the newest commit.
  ended @18;
  # Its process is gone, or has ended.
  unreaped @19;
  # Its process has ended, and its parent has not fetched its exit status.
  pidReused @20;
  # Its process is gone, and a later one has its pid.
  listenerLost @21;
  # Its process is alive, and its port refuses connections.
  filtered @22;
  # Its port does not answer, though its process is alive or another service of its host is heard.
  hostUnreachable @23;
  # Its port does not answer, and no other service of its host is heard.
  nothingThere @24;
  # Neither beat nor echo, and its port refuses connections.
  strangerListens @25;
  # Another process has its port and does not beat.
  strangerBeats @26;
  # Beats come from its port under another service's name.
}

enum PortState {
  # As nmap reports it.
  unprobed @0;
  # Not looked at.
  open @1;
  # Something takes connections there.
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
  # Of its beat port, as found for this verdict.
  process @4 :Text;
  # "S (sleeping)", "T (stopped)", "gone", "zombie", "other start time", or empty: not looked at.
  loopAgeMs @5 :UInt32;
  # Oldest turn among the work loops, as last told.
  reason @6 :Reason;
  # The same for programs.
  deepEcho @7 :Text;
  # "ok 12.0 ms", "failed", "none in 120 ms", or empty: not asked.
  waitChannel @8 :Text;
  # Where in the kernel the thread in question sleeps, for example "futex_do_wait"; empty: not looked at.
  cpuPercent @9 :Int32 = -1;
  # CPU time that the thread in question got of the time between two looks; -1: not looked at twice.
  runDelayPercent @10 :Int32 = -1;
  # Time that it was ready to run and did not get a CPU, likewise.
  pressure @11 :Text;
  # "cpu 71 %, io 0 %": the machine's pressure stall over the last ten seconds (/proc/pressure); empty: not looked at.
}

struct ServiceState {
  service @0 :Text;
  # Its name in the monitor's configuration.
  verdict @1 :Verdict;
  # How it is.
  evidence @2 :Evidence;
  # What the verdict rests on.
  pid @3 :UInt32;
  # 0: none known.
  incarnation @4 :Text;
  # That of its last known process, living or not; empty: none known.
  sinceUnixMs @5 :Int64;
  # When the verdict last changed.
  lastBeatAgeMs @6 :Int64 = -1;
  # -1: no beat heard.
  restarts @7 :UInt32;
  # Recoveries by this monitor.
  phi @8 :Float64;
  # Suspicion by the phi accrual formula; a gauge only.
  beatPort @9 :UInt16;
  # TCP port of its beatEndpoint.
  recovering @10 :Bool;
  # A restart is scheduled or under way.
  flapping @11 :Bool;
  # It goes up and down again and again.
  maintenance @12 :Bool;
  # Within a maintenance window: told, but no incident, and not started again.
  queueDepth @13 :UInt32;
  # Requests taken and not yet answered, as last told by its beats.
  lastCommitAgeMs @14 :Int64 = -1;
  # As last told by its beats.
  maintenanceUntilUnixMs @15 :Int64;
  # End of the maintenance window that a person has opened; 0: none, besides those of every day.
}

struct StreamMessage {
  # On 5002: a topic, one space, and this as JSON, in one frame.
  epoch @0 :Text;
  # 32 hex digits, new at every start of the monitor.
  sequence @1 :UInt64;
  # A snapshot carries the sequence of the last change in it; changes are numbered 1, 2, 3...
  unixMs @2 :Int64;
  # When it was sent, by the monitor's wall clock: milliseconds since 1970-01-01 UTC.
  blind @3 :Bool;
  # The monitor itself was held up; its verdicts are frozen.
  blindReason @4 :Text;
  # One sentence: why it is blind; empty while it is not.
  union {
    snapshot @5 :List(ServiceState);
    # Everything. Sent to a new subscriber.
    change @6 :ServiceState;
    # One service as it is now.
    tick @7 :Void;
    # Nothing changed; sent every second so that silence means a dead monitor. Not counted in the sequence.
    blindness @8 :Void;
    # `blind` changed. Counted in the sequence.
    incident @11 :Incident;
    # Opened, grown, acknowledged or resolved. Counted in the sequence.
  }
  lagMs @9 :UInt32;
  # How late the monitor's own loop has come round at worst, in the last second or two.
  healthScore @10 :UInt8;
  # 0 to 8: how much the monitor mistrusts its own ears. Each point gives the others 25 ms more.
  incidents @12 :List(Incident);
  # With a snapshot: those that are open.
  availability @13 :List(ServiceAvailability);
  # Where the monitor keeps a history: with a snapshot, and with the tick every ten seconds or so.
}

struct ServiceAvailability {
  service @0 :Text;
  # Its name in the monitor's configuration.
  windows @1 :List(AvailabilityWindow);
  # Over 1 hour, 24 hours, 30 days: up to now.
}

struct AvailabilityWindow {
  # What of the time none of the four below covers is not known: the monitor did not run, or was blind.
  hours @0 :UInt32;
  # How long the window is.
  availability @1 :Float64 = -1;
  # (up + degraded) / (up + degraded + down), 0 to 1; -1: nothing is known.
  upMs @2 :UInt32;
  # Milliseconds, as the next three: its verdict was up.
  degradedMs @3 :UInt32;
  # It did some of its work: counts as available.
  downMs @4 :UInt32;
  # From the verdict on; with the start after it, up to the first good beats.
  maintenanceMs @5 :UInt32;
  # Within a maintenance window, whatever it did there: counts for nothing.
  faults @6 :UInt32;
  # Times that it went down, by the moment of the verdict.
  meanDetectMs @7 :Int64 = -1;
  # From the last good sign to the verdict; -1: of none is that known.
  meanRecoverMs @8 :Int64 = -1;
  # From the verdict to up again; -1: likewise.
}

struct Incident {
  # One root cause, with all services that it takes along.
  id @0 :Text;
  # First 8 digits of the epoch of the monitor that opened it, "-" and a number.
  event @1 :IncidentEvent;
  # What happened to it last.
  root @2 :Text;
  # Name of a service, or "host tcp://NAME".
  verdict @3 :Verdict;
  # Of its root at that moment; where that is a host, of the service with which it began.
  cause @4 :Text;
  # Likewise. Where it has turned out to come from the root of another incident: the id of that.
  openedUnixMs @5 :Int64;
  # Milliseconds since 1970-01-01 UTC.
  resolvedUnixMs @6 :Int64;
  # 0: it is open.
  acknowledged @7 :Bool;
  # A person has seen it.
  services @8 :List(Text);
  # Names of all that it has taken along.
}

enum IncidentEvent {
  opened @0;
  # Its first service is in trouble.
  grown @1;
  # Other services are taken along.
  acknowledged @2;
  # A person has seen it.
  resolved @3;
  # All of its services have been well for two seconds, or another incident has them now.
}

struct MonitorConfig {
  # The monitor's configuration file, as JSON.
  services @0 :List(WatchedService);
  # 1 to 1000.
  hooks @1 :List(Hook);
  # Each gets all news of incidents; may be empty.
}

struct Hook {
  # Where the news of incidents goes: one of the two.
  exec @0 :List(Text);
  # Command that gets each as JSON on its standard input, program first.
  webhook @1 :Text;
  # http or https URL to which each is posted.
}

struct MaintenanceWindow {
  # Every day.
  fromUtc @0 :Text;
  # "HH:MM"
  minutes @1 :UInt16;
  # How long, 1 or more; it may go on past midnight.
}

struct WatchedService {
  name @0 :Text;
  # 1 to 64 characters of printable ASCII without spaces, unique; the service that its beats name.
  beatEndpoint @1 :Text;
  # tcp://HOST:PORT where its beats are published.
  process @2 :Text;
  # Name in /proc/PID/comm to look for where no beat ever told the pid; empty: none.
  restart @3 :List(Text);
  # Command that starts it, program first; empty: never restarted.
  logFile @4 :Text;
  # Where a restarted service's output goes, appended; empty: the monitor's own.
  dependsOn @5 :List(Text);
  # Names of watched services without which it can do nothing.
  whenHung @6 :WhenHung;
  # What to do once it has been hung for a second without a break; `restart` needs the command above.
  stackFile @7 :Text;
  # Where the stacks of a hung service are appended before it is ended; empty: the monitor's standard error.
  maintenance @8 :List(MaintenanceWindow);
  # Its windows of every day; empty: none.
}

enum WhenHung {
  leave @0;
  # It is named, and a person decides.
  restart @1;
  # Its stacks are written down, it is killed, and `restart` starts it again.
}
