#pragma once

#include "monitor/card.h"
#include "monitor/config.h"
#include "monitor/death_watch.h"
#include "monitor/ear.h"
#include "monitor/port_probe.h"

#include <vector>

namespace latido::monitor {

// What belongs to one service on the side of the world; its card is on the board.
struct Watched {
  Watched(zmq::context_t& context, const WatchedService& service);

  // Does what the card wants, and gives it the answers that are there at once. True: it wants its
  // port probed too.
  bool fulfil(Card& card, MonotonicTime now);

  // What is to wake the loop; `deaths`: its end too.
  void wake_for(std::vector<zmq::pollitem_t>& items, bool deaths);
  void note_death(Card& card, MonotonicTime now);

  WatchedService config;
  Ear ear;
  PortProbe probe;
  DeathWatch death;

 private:
  void look(Card& card, const Requests& requests, MonotonicTime now) const;
};

// For the board.
std::vector<CardOptions> card_options(const std::vector<WatchedService>& services);

}  // namespace latido::monitor
