#pragma once

#include <random>
#include <string>
#include <vector>

namespace latido::test {

// What was answered so far, to be named in later commands.
struct Known {
  std::vector<std::string> invoices, payments, drafts;
};

// What the generated lines name.
inline constexpr const char* kCatalogue[] = {
    R"("defineTaxRate":{"taxCode":"V","category":"S","percent":"21","validFrom":"2020-01-01"})",
    R"("createProduct":{"productId":"Q","name":"Thing"})",
    R"("createPrice":{"priceId":"Q","productId":"Q","currency":"EUR","unitPrice":"3.33","taxCode":"V"})"};

class Generator {
 public:
  explicit Generator(unsigned seed) : dice_(seed) {}

  int roll(int sides) { return std::uniform_int_distribution(0, sides - 1)(dice_); }
  bool chance(int percent) { return roll(100) < percent; }

  // The body of a command.
  std::string body(const Known& known) {
    switch (roll(21)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return R"("issueInvoice":)" + content(true);
      case 4:
        return R"("createDraft":)" + content(chance(50));
      case 5:
        return R"("issueDraft":{"draftId":")" + one_of(known.drafts, "draft-1") + R"("})";
      case 6:
        return R"("setLines":{"draftId":")" + one_of(known.drafts, "draft-1") +
               R"(","currency":"EUR","lines":[)" + line() + "]}";
      case 7:
        return R"("deleteDraft":{"draftId":")" + one_of(known.drafts, "draft-2") + R"("})";
      case 8:
        return R"("voidInvoice":{"invoiceId":")" + invoice(known) + R"(","reason":"r"})";
      case 9:
        return R"("markUncollectible":{"invoiceId":")" + invoice(known) + R"(","reason":"r"})";
      case 10:
        return R"("recoverInvoice":{"invoiceId":")" + invoice(known) + R"(","reason":"r"})";
      case 11:
      case 12:
        return R"("issueCreditNote":{"series":"N","issueDate":"2026-11-21","currency":"EUR","reason":"r","invoiceId":")" +
               invoice(known) + "\"," + credited() + "}";
      case 13:
      case 14:
        return R"("recordPayment":{"currency":"EUR","receivedDate":"2026-11-21","amount":")" +
               amount() + "\"," +
               (chance(60) ? R"("invoiceId":")" + invoice(known) + "\"" : R"("customerId":"C")") +
               "}";
      case 15:
        return R"("allocate":{"currency":"EUR","paymentId":")" + payment(known) +
               R"(","allocations":[{"invoiceId":")" + invoice(known) + R"(","amount":")" +
               amount() + R"("}]})";
      case 16:
        return R"("unallocate":{"currency":"EUR","invoiceId":")" + invoice(known) + "\"," +
               (chance(50) ? R"("paymentId":")" + payment(known) + "\"" : R"("customerId":"C")") +
               "}";
      case 17:
        return chance(50)
                   ? R"("reversePayment":{"reason":"r","paymentId":")" + payment(known) + R"("})"
                   : R"("refundPayment":{"currency":"EUR","amount":")" + amount() +
                         R"(","paymentId":")" + payment(known) + R"("})";
      case 18:
        return R"("applyCustomerCredit":{"currency":"EUR","invoiceId":")" + invoice(known) +
               R"("})";
      case 19:
        return R"("refundCredit":{"customerId":"C","currency":"EUR","amount":")" + amount() +
               R"("})";
      default:
        return R"("adjustBalance":{"customerId":"C","currency":"EUR","reason":"r","amount":")" +
               std::string(chance(50) ? "-" : "") + amount() + R"("})";
    }
  }

 private:
  std::string one_of(const std::vector<std::string>& names, const std::string& otherwise) {
    return names.empty() ? otherwise
                         : names[static_cast<std::size_t>(roll(static_cast<int>(names.size())))];
  }
  std::string invoice(const Known& known) { return one_of(known.invoices, "inv-1"); }
  std::string payment(const Known& known) { return one_of(known.payments, "pay-1"); }

  std::string amount() { return std::to_string(roll(30)) + "." + std::to_string(10 + roll(90)); }

  // With its price and tax, or with those of the catalogue (kCatalogue).
  std::string line() {
    const std::string allowance =
        chance(25) ? R"(,"allowancesCharges":[{"amount":"0.03","charge":true}])" : "";
    const auto quantity = R"("quantity":")" + std::to_string(1 + roll(3)) + "\"" + allowance + "}";
    if (chance(20)) return R"({"priceId":"Q",)" + quantity;
    const auto tax = chance(30) ? std::string(R"("taxCode":"V")")
                                : std::string(R"("tax":{"category":"S","percent":")") +
                                      (chance(50) ? "19" : "7.5") + "\"}";
    return R"({"name":"x","unitPrice":")" + amount() + "\"," + tax + "," + quantity;
  }

  std::string content(bool with_lines) {
    std::string lines = line();
    while (chance(50)) lines += "," + line();
    return R"({"series":"A","customerId":"C","currency":"EUR","issueDate":"2026-11-20")" +
           (with_lines ? ",\"lines\":[" + lines + "]" : std::string()) +
           (chance(20)
                ? R"(,"allowancesCharges":[{"amount":"0.05","tax":{"category":"S","percent":"19"}}])"
                : "") +
           "}";
  }

  std::string credited() {
    switch (roll(4)) {
      case 0:
        return R"("whole":null)";
      case 1:
        return R"("amount":")" + amount() + "\"";
      case 2:
        return R"("lines":[{"line":1,"quantity":"1"}])";
      default:
        return R"("lines":[{"line":1,"amount":")" + amount() + R"("},{"line":2}])";
    }
  }

  std::mt19937 dice_;
};

// The id in a reply, or nothing.
inline std::string id_in(const std::string& reply) {
  const auto at = reply.find(R"("done":{"id":")");
  if (at == std::string::npos) return {};
  const auto from = at + std::string(R"("done":{"id":")").size();
  return reply.substr(from, reply.find('"', from) - from);
}

inline void remember(Known& known, const std::string& reply) {
  const auto id = id_in(reply);
  if (id.starts_with("inv-")) known.invoices.push_back(id);
  if (id.starts_with("pay-")) known.payments.push_back(id);
  if (id.starts_with("draft-")) known.drafts.push_back(id);
}

}  // namespace latido::test
