#include "clients/cpp/command/drill/fault_list.h"

namespace latido::command {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kNoTarget{0};
constexpr milliseconds kHungTarget{350};

constexpr Switch kSwitches[] = {
    {"deadlock",
     EndedBy::kill,
     "",
     {"deadlock", "hung", "deadlock", kHungTarget, kNoTarget, false}},
    {"spin", EndedBy::kill, "", {"livelock", "hung", "livelock", kHungTarget, kNoTarget, false}},
    {"hang",
     EndedBy::word,
     "hang",
     {"sleeping loop", "hung", "loopStuck", kHungTarget, kNoTarget, false}},
    {"device",
     EndedBy::kill,
     "",
     {"wait in state D", "ioStall", "deviceWait", kNoTarget, kNoTarget, false}},
    {"store",
     EndedBy::word,
     "store",
     {"failing store", "degraded", "dependency", kNoTarget, kNoTarget, false}},
    {"lag 5000",
     EndedBy::word,
     "lag 0",
     {"reads 5 s behind", "degraded", "readLag", kNoTarget, kNoTarget, false}},
    {"mute", EndedBy::kill, "", {"beats lost", "degraded", "heartbeatPath"}},
    {"numb", EndedBy::kill, "", {"sleeping heart", "degraded", "heartbeatStuck"}},
    {"lock-all", EndedBy::kill, "", {"deadlocked heart", "hung", "deadlock"}},
    {"deaf", EndedBy::kill, "", {"listener closed", "listenerLost", "listenerLost"}},
    {"exit 3", EndedBy::recovery, "", {"exit", "crashed", "ended"}},
};

}  // namespace

const Fault kKill{"kill -9", "crashed", "", milliseconds(5), milliseconds(100)};
const Fault kStop{"SIGSTOP", "stopped", "", milliseconds(150)};

std::span<const Switch> switches() { return kSwitches; }

}  // namespace latido::command
