#include "common/wire/command_codec.h"
#include "common/wire/invoice_codec.h"
#include "common/wire/reply_codec.h"
#include "common/wire/text.h"
#include "common/wire/try.h"
#include "consultas/queries/queries.h"

#include <optional>

namespace latido::consultas {
namespace {

using domain::AllowanceCharge;

template <class Owner>
void write_allowances(Owner owner,
                      const std::vector<AllowanceCharge>& in,
                      Currency currency,
                      bool with_tax) {
  if (in.empty()) return;
  auto out = owner.initAllowancesCharges(static_cast<unsigned>(in.size()));
  for (unsigned i = 0; i < in.size(); ++i) wire::write_allowance(out[i], in[i], currency, with_tax);
}

void write_line(schema::InvoiceLine::Builder out, const domain::Line& line, Currency currency) {
  out.setName(line.name);
  out.setQuantity(to_text(line.quantity));
  out.setUnitCode(line.unit_code);
  out.setUnitPrice(to_text(line.unit_price));
  out.setBaseQuantity(to_text(line.base_quantity));
  wire::write_tax(out.initTax(), line.tax);
  write_allowances(out, line.allowances_charges, currency, false);
  out.setAmount(to_text(line.amount, currency));
}

void write_group(schema::TaxGroup::Builder out, const domain::TaxGroup& group, Currency currency) {
  out.setCategory(std::string(wire::category_name(group.tax.category)));
  if (group.tax.category != domain::TaxCategory::o) out.setPercent(to_percent_text(group.tax.rate));
  out.setBase(to_text(group.base, currency));
  out.setAmount(to_text(group.amount, currency));
}

void write_document(schema::Invoice::Builder out, const domain::Invoice& invoice) {
  const auto currency = invoice.currency;
  out.setNumber(invoice.number);
  out.setSeries(invoice.series);
  wire::write_customer(out.initCustomer(), invoice.customer);
  out.setIssueDate(to_text(invoice.issue_date));
  out.setDueDate(to_text(invoice.due_date));
  out.setCurrency(std::string(currency.text()));
  auto lines = out.initLines(static_cast<unsigned>(invoice.lines.size()));
  for (unsigned i = 0; i < invoice.lines.size(); ++i)
    write_line(lines[i], invoice.lines[i], currency);
  write_allowances(out, invoice.allowances_charges, currency, true);
  auto taxes = out.initTaxes(static_cast<unsigned>(invoice.taxes.size()));
  for (unsigned i = 0; i < invoice.taxes.size(); ++i)
    write_group(taxes[i], invoice.taxes[i], currency);
  wire::write_totals(out.initTotals(), invoice.totals, currency);
  if (!invoice.reference.empty()) out.setReference(invoice.reference);
  if (!invoice.note.empty()) out.setNote(invoice.note);
}

Result<std::optional<db::InvoiceView>> find(const Scope& scope, schema::GetInvoice::Reader in) {
  if (in.isNumber()) {
    std::string number;
    LATIDO_TRY(number,
               wire::check_text(wire::view(in.getNumber()), "number", {.min = 1, .max = 64}));
    return scope.store.invoice_by_number(scope.tenant, number);
  }
  std::int64_t id = 0;
  LATIDO_TRY(id, wire::parse_invoice_id(wire::view(in.getId()), "id"));
  return scope.store.invoice_by_id(scope.tenant, id);
}

}  // namespace

Checked get_invoice(const Scope& scope,
                    schema::GetInvoice::Reader in,
                    schema::Reply::Builder reply) {
  std::optional<db::InvoiceView> found;
  LATIDO_TRY(found, find(scope, in));
  if (!found) return reject(Code::not_found, "", "There is no such invoice.");
  auto out = reply.initInvoice();
  out.setId(wire::invoice_id_text(found->id));
  out.setStatus(std::string(domain::status_name(found->status)));
  write_document(out, found->invoice);
  out.setPaid(to_text(found->paid, found->invoice.currency));
  out.setDue(to_text(found->due, found->invoice.currency));
  return {};
}

}  // namespace latido::consultas
