#include "common/wire/command_codec.h"

#include "common/wire/invoice_codec.h"
#include "common/wire/message.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

#include <algorithm>
#include <charconv>

#include <capnp/message.h>

#include "schema/commands.capnp.h"

namespace latido::wire {
namespace {

constexpr TextLimits kTenant{.min = 1, .max = 64};
constexpr TextLimits kActor{.max = 128};
constexpr std::size_t kMaxKeyBytes = 255;
constexpr std::int64_t kMaxNumber = 999'999'999'999;
constexpr std::uint8_t kMaxDigits = 12;

using Body = decltype(CommandRequest::body);

Result<domain::Customer> read_customer(schema::CreateCustomer::Reader in) {
  domain::Customer out;
  LATIDO_TRY(out.customer_id, check_customer_id(view(in.getCustomerId())));
  LATIDO_TRY(out.name, check_text(view(in.getName()), "name", {.min = 1}));
  LATIDO_TRY(out.tax_id, check_text(view(in.getTaxId()), "taxId", {.max = 64}));
  const auto address = in.getAddress();
  LATIDO_TRY(out.address.street, check_text(view(address.getStreet()), "address.street", {}));
  LATIDO_TRY(out.address.city, check_text(view(address.getCity()), "address.city", {}));
  LATIDO_TRY(out.address.postal_code,
             check_text(view(address.getPostalCode()), "address.postalCode", {.max = 32}));
  LATIDO_TRY(out.address.country,
             check_name(view(address.getCountry()), "address.country", {.max = 2}, ""));
  if (out.address.country.size() == 1) {
    return reject(
        Code::bad_value, "address.country", "address.country must be an ISO 3166-1 alpha-2 code.");
  }
  return out;
}

Result<domain::CreateSeries> read_series(schema::CreateSeries::Reader in) {
  domain::CreateSeries out;
  LATIDO_TRY(out.series, check_series(view(in.getSeries())));
  LATIDO_TRY(out.prefix, check_text(view(in.getPrefix()), "prefix", {.max = 16}));
  LATIDO_TRY(out.authorization,
             check_text(view(in.getAuthorization()), "authorization", {.max = 64}));
  const auto in_range = [](std::uint64_t n) { return n >= 1 && n <= kMaxNumber; };
  const std::string range = " must be from 1 to " + std::to_string(kMaxNumber) + ".";
  if (!in_range(in.getFirstNumber()))
    return reject(Code::bad_value, "firstNumber", "firstNumber" + range);
  if (!in_range(in.getLastNumber()))
    return reject(Code::bad_value, "lastNumber", "lastNumber" + range);
  if (in.getDigits() > kMaxDigits)
    return reject(Code::bad_value, "digits", "digits must be from 0 to 12.");
  out.first_number = static_cast<std::int64_t>(in.getFirstNumber());
  out.last_number = static_cast<std::int64_t>(in.getLastNumber());
  out.digits = in.getDigits();
  if (in.getValidFrom().size() > 0) {
    LATIDO_TRY(out.valid_from, parse_date(view(in.getValidFrom()), "validFrom"));
  }
  if (in.getValidTo().size() > 0) {
    LATIDO_TRY(out.valid_to, parse_date(view(in.getValidTo()), "validTo"));
  }
  return out;
}

Result<domain::VoidInvoice> read_void(schema::VoidInvoice::Reader in) {
  domain::VoidInvoice out;
  LATIDO_TRY(out.invoice, parse_invoice_id(view(in.getInvoiceId()), "invoiceId"));
  LATIDO_TRY(out.reason, check_text(view(in.getReason()), "reason", {.min = 1}));
  return out;
}

Result<domain::RecordPayment> read_payment(schema::RecordPayment::Reader in) {
  domain::RecordPayment out;
  LATIDO_TRY(out.invoice, parse_invoice_id(view(in.getInvoiceId()), "invoiceId"));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.amount, read_amount(view(in.getAmount()), out.currency, "amount"));
  if (out.amount == 0) return reject(Code::bad_value, "amount", "amount must be more than 0.");
  if (in.getReceivedDate().size() > 0) {
    LATIDO_TRY(out.received_date, parse_date(view(in.getReceivedDate()), "receivedDate"));
  }
  LATIDO_TRY(out.reference, check_text(view(in.getReference()), "reference", {.max = 128}));
  LATIDO_TRY(out.method, check_text(view(in.getMethod()), "method", {.max = 32}));
  return out;
}

template <class T>
Result<Body> as_body(Result<T> parsed) {
  if (!parsed) return tl::make_unexpected(parsed.error());
  return Body{domain::Command{std::move(*parsed)}};
}

Result<Body> read_body(schema::Command::Reader in) {
  switch (in.which()) {
    case schema::Command::CREATE_CUSTOMER: {
      domain::CreateCustomer command;
      LATIDO_TRY(command.customer, read_customer(in.getCreateCustomer()));
      return Body{domain::Command{std::move(command)}};
    }
    case schema::Command::CREATE_SERIES:
      return as_body(read_series(in.getCreateSeries()));
    case schema::Command::ISSUE_INVOICE:
      return as_body(read_issue_invoice(in.getIssueInvoice()));
    case schema::Command::VOID_INVOICE:
      return as_body(read_void(in.getVoidInvoice()));
    case schema::Command::RECORD_PAYMENT:
      return as_body(read_payment(in.getRecordPayment()));
    case schema::Command::COMMAND_STATUS:
      return Body{StatusRequest{}};
    case schema::Command::UNSET:
      break;
  }
  return reject(Code::unknown_command, "", "The request names no command that this version knows.");
}

Result<std::string> check_key(std::string_view key) {
  return check_text(key, "key", {.min = 1, .max = kMaxKeyBytes});
}

Sha256 canonical_hash(schema::Command::Reader in) {
  const auto words = capnp::canonicalize(in);
  const auto bytes = words.asBytes();
  return sha256({{reinterpret_cast<const char*>(bytes.begin()), bytes.size()}});
}

Result<CommandRequest> read_request(const Message& message) {
  const auto in = message.root<schema::Command>();
  CommandRequest out;
  LATIDO_TRY(out.tenant, check_tenant(view(in.getTenant())));
  LATIDO_TRY(out.key, check_key(view(in.getKey())));
  LATIDO_TRY(out.actor, check_text(view(in.getActor()), "actor", kActor));
  LATIDO_TRY(out.body, read_body(in));
  out.hash = canonical_hash(in);
  return out;
}

}  // namespace

Result<CommandRequest> read_command(std::string_view payload) {
  const auto message = Message::read(payload, capnp::Schema::from<schema::Command>());
  if (!message) return tl::make_unexpected(message.error());
  return guarded<CommandRequest>([&] { return read_request(*message); });
}

Result<std::string> check_tenant(std::string_view text) {
  auto tenant = check_name(text, "tenant", kTenant);
  const bool upper =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (tenant && upper) return reject(Code::bad_value, "tenant", "tenant must be in lower case.");
  return tenant;
}

Result<std::string> check_customer_id(std::string_view text) {
  return check_text(text, "customerId", {.min = 1, .max = 64});
}

Result<std::string> check_series(std::string_view text, const std::string& field) {
  return check_name(text, field, {.min = 1, .max = 32});
}

Result<std::int64_t> parse_invoice_id(std::string_view text, const std::string& field) {
  if (text.empty()) return reject(Code::missing_field, field, field + " is required.");
  constexpr std::string_view kPrefix = "inv-";
  std::int64_t id = 0;
  if (text.starts_with(kPrefix)) {
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + kPrefix.size(), end, id);
    if (parsed.ec == std::errc() && parsed.ptr == end && id > 0 && invoice_id_text(id) == text)
      return id;
  }
  return reject(Code::bad_value,
                field,
                field + " must look like inv-7, as the reply to IssueInvoice gave it.");
}

std::string invoice_id_text(std::int64_t position) { return "inv-" + std::to_string(position); }
std::string payment_id_text(std::int64_t position) { return "pay-" + std::to_string(position); }

}  // namespace latido::wire
