#include "common/wire/reply_codec.h"

#include "common/wire/document_codec.h"
#include "common/wire/error_reply.h"
#include "common/wire/ids.h"
#include "common/wire/message.h"
#include "common/wire/put.h"

#include <capnp/message.h>

#include "schema/envelope.capnp.h"

namespace latido::wire {
namespace {

std::optional<Currency> currency_of(const Effect& effect) {
  if (effect.invoice) return effect.invoice->currency;
  if (effect.credit) return effect.credit->currency;
  return {};
}

void write_done(schema::Done::Builder done, const Effect& effect) {
  put(effect.id, [&](auto t) { done.setId(t); });
  done.setPosition(static_cast<std::uint64_t>(effect.position));
  done.setVersion(effect.version.value_or(0));
  put(effect.invoice ? effect.invoice->number : effect.number, [&](auto t) { done.setNumber(t); });
  put(effect.invoice ? std::string(domain::status_name(effect.invoice->status)) : effect.status,
      [&](auto t) { done.setStatus(t); });
  const auto currency = currency_of(effect);
  if (!currency) return;
  done.setCurrency(std::string(currency->text()));
  if (effect.invoice) done.setDue(to_text(effect.invoice->due(), *currency));
  if (effect.totals) write_totals(done.initTotals(), *effect.totals, *currency);
  if (effect.credit) done.setCredit(to_text(effect.credit->amount, *currency));
}

template <class Write>
std::string preview(std::uint64_t position, Write write) {
  capnp::MallocMessageBuilder message;
  auto reply = message.initRoot<schema::Reply>();
  reply.setAsOfPosition(position);
  write(reply.initPreview());
  return to_bytes(message);
}

}  // namespace

std::string done_reply(const Effect& effect) {
  capnp::MallocMessageBuilder message;
  auto reply = message.initRoot<schema::Reply>();
  reply.setAsOfPosition(static_cast<std::uint64_t>(effect.position));
  write_done(reply.initDone(), effect);
  return to_bytes(message);
}

std::string status_reply(std::uint64_t position, const std::optional<std::string>& stored) {
  capnp::MallocMessageBuilder message;
  auto reply = message.initRoot<schema::Reply>();
  reply.setAsOfPosition(position);
  auto status = reply.initCommandStatus();
  if (stored) {
    const StoredMessage kept(*stored);
    status.setKnown(kept.root<schema::Reply>());
  } else {
    status.setUnknown();
  }
  return to_bytes(message);
}

std::string preview_reply(const domain::Invoice& invoice, std::uint64_t position) {
  return preview(position, [&](schema::Invoice::Builder out) {
    write_document(out, invoice);
    const auto payable = invoice.totals.payable();
    out.setStatus(payable == 0 ? "paid" : "open");
    out.setDue(to_text(payable, invoice.currency));
  });
}

std::string preview_reply(const domain::CreditNote& note, std::uint64_t position) {
  return preview(position, [&](schema::Invoice::Builder out) {
    write_credit_note(out, note);
    out.setStatus("issued");
  });
}

std::string render_reply(std::string_view bytes, Form form) {
  return form == Form::capnp ? std::string(bytes) : to_json<schema::Reply>(bytes);
}

std::string bounded(std::string answer, Form form) {
  if (answer.size() <= kMaxReplyBytes) return answer;
  return encode_error({Code::too_large,
                       "",
                       "The answer would be longer than " + std::to_string(kMaxReplyBytes) +
                           " bytes; ask for less at once, by a smaller limit or a narrower range."},
                      form);
}

}  // namespace latido::wire
