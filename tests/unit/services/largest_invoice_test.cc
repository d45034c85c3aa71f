// What can be issued can be shown: the longest document that is taken, in every answer that carries
// it.
#include "comandos/command_service.h"
#include "consultas/query_service.h"
#include "db/reader.h"
#include "tests/unit/services/support.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::comandos {
namespace {

using testing::HasSubstr;
using namespace latido::test;

constexpr int kLines = 1000;
constexpr std::size_t kLongestName = 33;  // 1000 lines of 32 + 33 bytes are within 64 KiB

class LargestInvoice : public testing::TestWithParam<const char*> {
 protected:
  // The character is one that JSON or XML writes longer.
  void set_up_books(const std::string& product_name) {
    const std::string address =
        R"("address":{"street":"Street 1","city":"Lyon","postalCode":"69001","country":"FR"})";
    ask(service_,
        command("t", R"("createTenant":{"name":"Seller","taxId":"FR1",)" + address + "}"));
    ask(service_, command("s", kSeries));
    ask(service_,
        command("c", R"("createCustomer":{"customerId":"C","name":"Clara",)" + address + "}"));
    ask(service_,
        command(
            "r",
            R"("defineTaxRate":{"taxCode":"V","category":"S","percent":"20","validFrom":"2020-01-01"})"));
    ask(service_,
        command("p", R"("createProduct":{"productId":"P","name":")" + product_name + "\"}"));
    ask(service_,
        command(
            "q",
            R"("createPrice":{"priceId":"Q","productId":"P","unitPrice":"999999.123456789","currency":"EUR","taxCode":"V"})"));
  }

  static std::string invoice(int lines) {
    std::string out =
        R"({"series":"A","customerId":"C","currency":"EUR","issueDate":"2026-11-20","lines":[)";
    for (int i = 0; i < lines; ++i) {
      out += std::string(i > 0 ? "," : "") + R"({"priceId":"Q","quantity":"9.123456789"})";
    }
    return out + "]}";
  }

  std::string query(const std::string& body) {
    db::ReadStore reader(folder_.store());
    return consultas::QueryService(reader)
        .answer(request(R"({"tenant":"acme",)" + body + "}"), kNow)
        .back();
  }

  TempFolder folder_;
  db::WriteStore store_{{.path = folder_.store()}};
  CommandService service_{store_};
};

TEST_P(LargestInvoice, CanBePreviewedReadFedAndExported) {
  std::string name;
  for (std::size_t i = 0; i < kLongestName; ++i) name += GetParam();
  set_up_books(name);
  EXPECT_THAT(ask(service_, command("p", R"("previewInvoice":)" + invoice(kLines))),
              HasSubstr(R"("number":"A-1")"));
  ASSERT_THAT(ask(service_, command("i", R"("issueInvoice":)" + invoice(kLines))),
              HasSubstr(R"("id":"inv-7")"));
  for (const auto* body : {R"("getInvoice":{"number":"A-1"})",
                           R"("exportDocument":{"id":"inv-7"})",
                           R"("eventFeed":{"afterPosition":"6","limit":1})",
                           R"("eventFeed":{"afterPosition":"6","limit":1,"stored":true})",
                           R"("auditTrail":{"invoiceId":"inv-7","limit":1})"}) {
    const auto reply = query(body);
    EXPECT_GT(reply.size(), kLines * kLongestName) << body << ": " << reply.substr(0, 300);
  }
}

TEST_P(LargestInvoice, IsRefusedWhenItWouldBeLonger) {
  std::string name;
  for (std::size_t i = 0; i < kLongestName + 1; ++i) name += GetParam();
  set_up_books(name);
  const auto reply = ask(service_, command("i", R"("issueInvoice":)" + invoice(kLines)));
  EXPECT_THAT(reply, HasSubstr(R"("code":"TOO_LONG","field":"lines")"));
  EXPECT_THAT(ask(service_, command("j", R"("issueInvoice":)" + invoice(kLines - 40))),
              HasSubstr(R"("number":"A-1")"));
}

// Characters that XML and JSON write longer, as JSON.
INSTANTIATE_TEST_SUITE_P(OfNames, LargestInvoice, testing::Values("&", R"(\")"));

}  // namespace
}  // namespace latido::comandos
