#include "common/wire/event_document.h"

#include <optional>

namespace latido::wire::stored {
namespace {

using capnp::List;

// `with_tax`: at document level; a line's share the line's own.
template <class Owner>
void write_allowances(Owner owner, const std::vector<domain::AllowanceCharge>& in, bool with_tax) {
  if (in.empty()) return;
  auto out = owner.initAllowancesCharges(static_cast<unsigned>(in.size()));
  for (unsigned i = 0; i < in.size(); ++i) {
    out[i].setCharge(in[i].charge);
    out[i].setAmount(in[i].amount);
    put(in[i].reason, [&](auto t) { out[i].setReason(t); });
    if (with_tax) write(out[i].initTax(), in[i].tax);
  }
}

std::vector<domain::AllowanceCharge> read(List<ev::AllowanceCharge>::Reader in,
                                          const domain::Tax* line_tax) {
  std::vector<domain::AllowanceCharge> out;
  out.reserve(in.size());
  for (const auto item : in) {
    out.push_back({item.getCharge(),
                   item.getAmount(),
                   text(item.getReason()),
                   line_tax != nullptr ? *line_tax : stored::read(item.getTax())});
  }
  return out;
}

void write(ev::Line::Builder out, const domain::Line& in) {
  put(in.name, [&](auto t) { out.setName(t); });
  out.setQuantity(in.quantity.nano);
  put(in.unit_code, [&](auto t) { out.setUnitCode(t); });
  out.setUnitPrice(in.unit_price.nano);
  out.setBaseQuantity(in.base_quantity.nano);
  stored::write(out.initTax(), in.tax);
  write_allowances(out, in.allowances_charges, false);
  out.setAmount(in.amount);
  put(in.price_id, [&](auto t) { out.setPriceId(t); });
  put(in.tax_code, [&](auto t) { out.setTaxCode(t); });
}

domain::Line read(ev::Line::Reader in) {
  domain::Line out;
  out.name = text(in.getName());
  out.quantity = Decimal{in.getQuantity()};
  out.unit_code = text(in.getUnitCode());
  out.unit_price = Decimal{in.getUnitPrice()};
  out.base_quantity = Decimal{in.getBaseQuantity()};
  out.tax = stored::read(in.getTax());
  out.allowances_charges = read(in.getAllowancesCharges(), &out.tax);
  out.amount = in.getAmount();
  out.price_id = text(in.getPriceId());
  out.tax_code = text(in.getTaxCode());
  return out;
}

void write_lines(ev::Invoice::Builder out, const std::vector<domain::Line>& in) {
  auto lines = out.initLines(static_cast<unsigned>(in.size()));
  for (unsigned i = 0; i < in.size(); ++i) write(lines[i], in[i]);
}

std::vector<domain::Line> read_lines(List<ev::Line>::Reader in) {
  std::vector<domain::Line> out;
  out.reserve(in.size());
  for (const auto line : in) out.push_back(read(line));
  return out;
}

void write_taxes(ev::Invoice::Builder out, const std::vector<domain::TaxGroup>& in) {
  auto taxes = out.initTaxes(static_cast<unsigned>(in.size()));
  for (unsigned i = 0; i < in.size(); ++i) {
    stored::write(taxes[i].initTax(), in[i].tax);
    taxes[i].setBase(in[i].base);
    taxes[i].setAmount(in[i].amount);
  }
}

void write_totals(ev::Invoice::Builder out, const domain::Totals& in) {
  out.setLineTotal(in.line_total);
  out.setAllowanceTotal(in.allowance_total);
  out.setChargeTotal(in.charge_total);
  out.setTaxTotal(in.tax_total);
  out.setPrepaid(in.prepaid);
  out.setRounding(in.rounding);
}

domain::Totals read_totals(ev::Invoice::Reader in) {
  return {in.getLineTotal(),
          in.getAllowanceTotal(),
          in.getChargeTotal(),
          in.getTaxTotal(),
          in.getPrepaid(),
          in.getRounding()};
}

std::optional<Date> day_or_nothing(std::int32_t days) {
  if (Date{days} == kNoFirstDate) return {};
  return Date{days};
}

}  // namespace

void write(ev::Invoice::Builder out, const domain::Invoice& in) {
  put(in.series, [&](auto t) { out.setSeries(t); });
  out.setSequence(in.sequence);
  put(in.number, [&](auto t) { out.setNumber(t); });
  write(out.initCustomer(), in.customer);
  out.setCustomerVersion(in.customer_version);
  out.setIssueDate(in.issue_date.days);
  out.setDueDate(in.due_date.days);
  put_currency(out, in.currency);
  write_lines(out, in.lines);
  write_allowances(out, in.allowances_charges, true);
  write_taxes(out, in.taxes);
  write_totals(out, in.totals);
  put(in.reference, [&](auto t) { out.setReference(t); });
  put(in.note, [&](auto t) { out.setNote(t); });
  out.setRoundingProfile(static_cast<ev::RoundingProfile>(in.rounding_profile));
  out.setDraftPosition(in.draft);
}

domain::Invoice read(ev::Invoice::Reader in) {
  domain::Invoice out;
  out.series = text(in.getSeries());
  out.sequence = in.getSequence();
  out.number = text(in.getNumber());
  out.customer = read(in.getCustomer());
  out.customer_version = in.getCustomerVersion();
  // Before customers had versions there was only the first.
  if (out.customer_version == 0) out.customer_version = 1;
  out.issue_date = Date{in.getIssueDate()};
  out.due_date = Date{in.getDueDate()};
  out.currency = read_currency_code(in.getCurrency());
  out.lines = read_lines(in.getLines());
  out.allowances_charges = read(in.getAllowancesCharges(), nullptr);
  for (const auto group : in.getTaxes()) {
    out.taxes.push_back({read(group.getTax()), group.getBase(), group.getAmount()});
  }
  out.totals = read_totals(in);
  out.reference = text(in.getReference());
  out.note = text(in.getNote());
  out.rounding_profile = static_cast<domain::RoundingProfile>(in.getRoundingProfile());
  out.draft = in.getDraftPosition();
  return out;
}

void write(ev::CreditNote::Builder out, const domain::CreditNote& in) {
  write(out.initDocument(), in.document);
  out.setInvoicePosition(in.invoice);
  put(in.reason, [&](auto t) { out.setReason(t); });
  out.setApplied(in.applied);
  auto of_lines = out.initOfLines(static_cast<unsigned>(in.of_lines.size()));
  auto quantities = out.initOfQuantities(static_cast<unsigned>(in.of_lines.size()));
  for (unsigned i = 0; i < in.of_lines.size(); ++i) {
    of_lines.set(i, in.of_lines[i].line);
    quantities.set(i, in.of_lines[i].quantity.nano);
  }
}

domain::CreditNote read(ev::CreditNote::Reader in) {
  domain::CreditNote out;
  out.document = read(in.getDocument());
  out.invoice = in.getInvoicePosition();
  out.reason = text(in.getReason());
  out.applied = in.getApplied();
  const auto quantities = in.getOfQuantities();
  for (const auto line : in.getOfLines()) {
    const auto at = static_cast<unsigned>(out.of_lines.size());
    out.of_lines.push_back({line, {at < quantities.size() ? quantities[at] : 0}});
  }
  return out;
}

void write_draft(ev::Draft::Builder out, std::int64_t draft, const domain::IssueInvoice& in) {
  out.setDraftPosition(draft);
  if (in.due_date) out.setDueDate(in.due_date->days);
  if (in.issue_date) out.setIssueDate(in.issue_date->days);
  out.setTermsDays(in.terms_days);
  auto content = out.initContent();
  put(in.series, [&](auto t) { content.setSeries(t); });
  put(in.customer_id, [&](auto t) { content.initCustomer().setCustomerId(t); });
  put_currency(content, in.currency);
  if (!in.lines.empty()) write_lines(content, in.lines);
  write_allowances(content, in.allowances_charges, true);
  content.setPrepaid(in.prepaid);
  content.setRounding(in.rounding);
  put(in.reference, [&](auto t) { content.setReference(t); });
  put(in.note, [&](auto t) { content.setNote(t); });
}

domain::IssueInvoice read_content(ev::Draft::Reader in) {
  const auto content = in.getContent();
  domain::IssueInvoice out;
  out.series = text(content.getSeries());
  out.customer_id = text(content.getCustomer().getCustomerId());
  out.issue_date = day_or_nothing(in.getIssueDate());
  out.due_date = day_or_nothing(in.getDueDate());
  out.terms_days = in.getTermsDays();
  out.currency = read_currency_code(content.getCurrency());
  out.lines = read_lines(content.getLines());
  out.allowances_charges = read(content.getAllowancesCharges(), nullptr);
  out.prepaid = content.getPrepaid();
  out.rounding = content.getRounding();
  out.reference = text(content.getReference());
  out.note = text(content.getNote());
  return out;
}

}  // namespace latido::wire::stored
