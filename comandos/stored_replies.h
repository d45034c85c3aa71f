#pragma once

#include "db/reply_log.h"

namespace latido::comandos {

// The replies that this program gives and keeps, for `db::verify`: what each event's was, worked
// out a second time from the event and the books right after it. One thread.
const db::ReplyForm& stored_replies();

}  // namespace latido::comandos
