#include "clients/cpp/command/show.h"

#include "tests/unit/client/from_json.h"

#include <gtest/gtest.h>

namespace latido::command {
namespace {

constexpr Style kPlain{};

constexpr char kInvoice[] = R"({
  "id": "inv-7", "number": "F-000012", "series": "F", "status": "open",
  "customer": {"customerId": "c-1", "name": "Ada Lovelace", "taxId": "GB1",
               "address": {"street": "Calle 1", "city": "Madrid", "country": "ES"}},
  "issueDate": "2026-03-10", "dueDate": "2026-04-09", "currency": "EUR",
  "lines": [
    {"name": "Hammer", "quantity": "2", "unitCode": "C62", "unitPrice": "9.90", "baseQuantity": "1",
     "tax": {"category": "S", "percent": "21"}, "amount": "18.80",
     "allowancesCharges": [{"charge": false, "amount": "1.00", "reason": "Scratched"}]},
    {"name": "Screws", "quantity": "500", "unitCode": "C62", "unitPrice": "12", "baseQuantity": "1000",
     "tax": {"category": "O"}, "amount": "6.00"}],
  "allowancesCharges": [{"charge": true, "amount": "5.00", "reason": "Freight",
                         "tax": {"category": "S", "percent": "21"}}],
  "taxes": [{"category": "S", "percent": "21", "base": "23.80", "amount": "5.00"},
            {"category": "O", "base": "6.00", "amount": "0.00"}],
  "totals": {"lineTotal": "24.80", "allowanceTotal": "0.00", "chargeTotal": "5.00",
             "taxExclusive": "29.80", "taxTotal": "5.00", "taxInclusive": "34.80",
             "prepaid": "0.00", "rounding": "0.00", "payable": "34.80"},
  "paid": "10.00", "credited": "1.19", "due": "23.61", "reference": "PO 5",
  "seller": {"name": "Acme SL"},
  "settlements": [{"source": "pay-9", "amount": "6.00"}, {"source": "credit", "amount": "4.00"}],
  "creditNotes": ["cn-8"]
})";

}  // namespace

TEST(ShowInvoice, ShowsAllOfIt) {
  FromJson<schema::Invoice> invoice(kInvoice);
  EXPECT_EQ(show_invoice(invoice.get(), kPlain),
            "Invoice    F-000012\n"
            "Id         inv-7\n"
            "Status     open\n"
            "Seller     Acme SL\n"
            "Customer   Ada Lovelace (c-1)\n"
            "Tax id     GB1\n"
            "Address    Calle 1, Madrid, ES\n"
            "Issued     2026-03-10\n"
            "Due        2026-04-09\n"
            "Currency   EUR\n"
            "Reference  PO 5\n"
            "\n"
            "#  ITEM                    QUANTITY  UNIT        PRICE  TAX    AMOUNT\n"
            "1  Hammer                         2  C62          9.90  S 21%   18.80\n"
            "     allowance: Scratched                        -1.00\n"
            "2  Screws                       500  C62   12 for 1000  O        6.00\n"
            "   charge: Freight                                      S 21%   +5.00\n"
            "\n"
            "TAX  RATE   BASE  AMOUNT\n"
            "S     21%  23.80    5.00\n"
            "O           6.00    0.00\n"
            "\n"
            "TOTALS         EUR\n"
            "Lines        24.80\n"
            "Allowances    0.00\n"
            "Charges       5.00\n"
            "Without tax  29.80\n"
            "Tax           5.00\n"
            "With tax     34.80\n"
            "Prepaid       0.00\n"
            "Rounding      0.00\n"
            "To pay       34.80\n"
            "Paid since   10.00\n"
            "Credited      1.19\n"
            "Still due    23.61\n"
            "\n"
            "SETTLED BY  AMOUNT\n"
            "pay-9         6.00\n"
            "credit        4.00\n"
            "cn-8\n");
}

TEST(ShowInvoice, OfACreditNoteSaysWhatItCredits) {
  FromJson<schema::Invoice> note(R"({"id": "cn-8", "number": "CN-1", "status": "issued",
    "customer": {"customerId": "c-1", "name": "Ada"}, "creditedInvoice": "inv-7", "credited": "1.19",
    "currency": "EUR", "note": "Scratched"})");
  const auto text = show_invoice(note.get(), kPlain);
  EXPECT_EQ(text.substr(0, text.find("\n\n")),
            "Credit note  CN-1\n"
            "Id           cn-8\n"
            "Status       issued\n"
            "Credits      inv-7\n"
            "Customer     Ada (c-1)\n"
            "Currency     EUR\n"
            "Note         Scratched");
  EXPECT_EQ(text.find("Still due"), std::string::npos);
  EXPECT_NE(text.find("To its invoice  1.19\n"), std::string::npos);
}

TEST(ShowInvoice, OfADraftHasAVersionAndNothingDue) {
  FromJson<schema::Invoice> draft(R"({"id": "draft-4", "status": "draft", "version": 2,
    "customer": {"customerId": "c-1", "name": "Ada"}, "currency": "EUR"})");
  const auto text = show_invoice(draft.get(), kPlain);
  EXPECT_EQ(text.substr(0, text.find("\n\n")),
            "Id        draft-4\n"
            "Status    draft\n"
            "Version   2\n"
            "Customer  Ada (c-1)\n"
            "Currency  EUR");
  EXPECT_EQ(text.find("Still due"), std::string::npos);
}

TEST(ShowDone, OfAnInvoiceSaysWhatIsToPay) {
  FromJson<schema::Done> done(
      R"({"id": "inv-7", "number": "F-12", "status": "open", "currency": "EUR",
    "due": "34.80", "totals": {"taxExclusive": "29.80", "taxTotal": "5.00", "payable": "34.80"},
    "position": "7"})");
  EXPECT_EQ(show_done(done.get(), kPlain),
            "Id           inv-7\n"
            "Number       F-12\n"
            "Status       open\n"
            "Without tax  29.80 EUR\n"
            "Tax          5.00 EUR\n"
            "To pay       34.80 EUR\n"
            "Due          34.80 EUR\n"
            "Position     7\n");
}

TEST(ShowDone, OfACustomerIsShort) {
  FromJson<schema::Done> done(R"({"id": "c-1", "position": "1"})");
  EXPECT_EQ(show_done(done.get(), kPlain), "Id        c-1\nPosition  1\n");
}

TEST(ShowKeyStatus, DoesNotCallAnUnknownKeyUndone) {
  FromJson<schema::KeyStatus> status(R"({"unknown": null})");
  EXPECT_EQ(
      show_key_status(status.get(), kPlain),
      "Nothing is stored under this key. A copy of the request that is still on its way may yet "
      "take effect.\n");
}

TEST(ShowKeyStatus, ShowsTheReplyThatWasKept) {
  FromJson<schema::KeyStatus> done(R"({"known": {"done": {"id": "c-1", "position": "1"}}})");
  EXPECT_EQ(show_key_status(done.get(), kPlain), "Done.\nId        c-1\nPosition  1\n");
  FromJson<schema::KeyStatus> refused(
      R"({"known": {"error": {"code": "NOT_OPEN", "message": "It is void."}}})");
  EXPECT_EQ(show_key_status(refused.get(), kPlain), "Refused, for good. NOT_OPEN: It is void.\n");
}

TEST(ShowDone, SaysVersionAndCreditWhereThereAreSuch) {
  FromJson<schema::Done> done(
      R"({"id": "pay-9", "currency": "EUR", "credit": "5.00", "version": 3, "position": "9"})");
  EXPECT_EQ(show_done(done.get(), kPlain),
            "Id        pay-9\nCredit    5.00 EUR\nVersion   3\nPosition  9\n");
}

TEST(InvoiceTable, TakesThePagesOneAfterAnother) {
  FromJson<schema::InvoicePage> page(R"({"invoices": [{"id": "inv-7", "number": "F-12",
    "status": "paid", "customerId": "c-1", "issueDate": "2026-03-10", "dueDate": "2026-04-09",
    "currency": "EUR", "payable": "34.80", "paid": "34.80", "credited": "0.00", "due": "0.00",
    "reference": "PO"}]})");
  Table table = invoice_table();
  add_invoices(table, page.get());
  add_invoices(table, page.get());
  const std::string row =
      "inv-7,F-12,paid,c-1,2026-03-10,2026-04-09,EUR,34.80,34.80,0.00,0.00,PO\r\n";
  EXPECT_EQ(
      table.csv(),
      "id,number,status,customer,issued,due,currency,to_pay,paid,credited,still_due,reference\r\n" +
          row + row);
}

}  // namespace latido::command
