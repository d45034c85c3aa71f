#pragma once

#include "consultas/trails.h"
#include "db/views.h"

namespace latido::consultas {

// The payment as it stood after the event at trails.through(), which is not before its own. `now`:
// as it stands now. TOO_LARGE.
Result<db::PaymentView> payment_at(Trails& trails, db::PaymentView now);

}  // namespace latido::consultas
