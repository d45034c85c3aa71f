#include "broker/journal.h"

namespace latido::broker {

std::string_view to_text(Loss loss) {
  switch (loss) {
    case Loss::left:
      return "left";
    case Loss::silent:
      return "silent";
    case Loss::unreachable:
      return "unreachable";
    case Loss::replaced:
      return "replaced by the only worker";
    case Loss::returned:
      return "came back on a new connection";
    case Loss::misbehaved:
      return "misbehaved";
  }
  return "";
}

bool is_death(Loss loss) {
  return loss == Loss::unreachable || loss == Loss::replaced || loss == Loss::misbehaved;
}

}  // namespace latido::broker
