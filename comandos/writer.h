#pragma once

#include "comandos/options.h"

namespace latido::comandos {

// The whole life of a writer, until a stop signal: beats, waits for the writer's lock as a standby,
// opens the store, joins the broker and runs write turns. Throws where the world is broken; ends
// the process then.
void run_writer(const Options& options);

}  // namespace latido::comandos
