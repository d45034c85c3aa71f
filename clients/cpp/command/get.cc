#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/ids.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/show_payments.h"
#include "common/code.h"

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(An id says what it is: inv-7 an invoice, cn-8 a credit note, pay-9 a payment, draft-4 a draft.
Anything else is taken for the printed number of an invoice or a credit note.

Examples:
  latido get inv-7
  latido get F-000012
  latido get CN-3
  latido get --reference PO-4711             # the newest invoice issued with it
  latido get --payment-reference bank-17     # the payment recorded with it
  latido get F-000012 --as-of 2026-03-31     # as it stood at the end of that day
  latido --json get inv-7 | jq .invoice.totals
)";

struct Options {
  std::string what, reference, payment_reference, as_of;
};

std::string show(schema::Reply::Reader reply, Style style) {
  if (reply.isInvoice()) return show_invoice(reply.getInvoice(), style);
  if (reply.isCreditNote()) return show_invoice(reply.getCreditNote(), style);
  if (reply.isDraft()) return show_invoice(reply.getDraft(), style);
  if (reply.isPayment()) return show_payment(reply.getPayment(), style);
  return "Answered in a way that this version cannot show; see --json.\n";
}

void ask(schema::Query::Builder query, const Options& options) {
  set_as_of(query, options.as_of);
  switch (kind_of(options.what)) {
    case IdKind::invoice:
      return query.initGetInvoice().setId(options.what);
    case IdKind::credit_note:
      return query.initGetCreditNote().setId(options.what);
    case IdKind::payment:
      return query.initGetPayment().setPaymentId(options.what);
    case IdKind::draft:
      return query.initGetDraft().setDraftId(options.what);
    case IdKind::none:
      break;
  }
  if (!options.payment_reference.empty())
    return query.initGetPayment().setReference(options.payment_reference);
  if (!options.reference.empty()) return query.initGetInvoice().setReference(options.reference);
  query.initGetInvoice().setNumber(options.what);
}

bool is_not_found(const client::CallResult& result) {
  return result && result->refusal() && result->refusal()->code == code_name(Code::not_found);
}

client::CallResult credit_note_of_number(Session& session, const Options& options) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  set_as_of(query, options.as_of);
  query.initGetCreditNote().setNumber(options.what);
  return client::call(session.client(), query.asReader(), wire::Form::json);
}

ExitCode get(Session& session, const Options& options) {
  const int given = static_cast<int>(!options.what.empty()) +
                    static_cast<int>(!options.reference.empty()) +
                    static_cast<int>(!options.payment_reference.empty());
  if (given != 1) {
    throw UsageError("Give an id or a number, or --reference, or --payment-reference.");
  }
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  ask(query, options);
  auto result = client::call(session.client(), query.asReader(), wire::Form::json);
  const bool maybe_credit_note = !options.what.empty() && kind_of(options.what) == IdKind::none;
  if (maybe_credit_note && is_not_found(result)) {
    auto other = credit_note_of_number(session, options);
    if (!is_not_found(other)) result = std::move(other);
  }
  return session.finish(
      result, "", [&](schema::Reply::Reader reply) { return show(reply, session.style()); });
}

}  // namespace

void add_get(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  Subcommand sub(app, "get", "Show an invoice, credit note, payment or draft in full", chosen);
  sub.help(kHelp)
      .take("WHAT", options->what, "Id or printed number")
      .take("--reference", options->reference, "Reference of an invoice")
      .take("--payment-reference", options->payment_reference, "Reference of a payment");
  declare_as_of(sub, options->as_of);
  sub.action([options](Session& session) { return get(session, *options); });
}

}  // namespace latido::command
