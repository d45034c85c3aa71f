#include "tests/unit/domain/state_table.h"
#include "tests/unit/services/random_commands.h"
#include "tests/unit/services/support.h"

#include <cctype>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

// The service against the table of the state machine: each pair of state and command writes one
// event, or is refused with the table's code and writes none.
namespace latido::comandos {
namespace {

using namespace latido::test;

const std::string kDraft =
    R"("series":"A","currency":"EUR","issueDate":"2026-11-20","customerId":")";
const std::string kLines =
    R"("lines":[{"name":"x","quantity":"1","unitPrice":"100","tax":{"category":"S","percent":"19"}}])";

// A draft of 119.00, a payment of as much and as much credit, all of a customer of their own.
struct World {
  std::string customer, draft, payment;
  std::string invoice = "inv-999999";  // until the draft is issued
};

std::string json(std::initializer_list<std::pair<const char*, std::string>> fields) {
  std::string text;
  for (const auto& [name, value] : fields)
    text += (text.empty() ? "\"" : ",\"") + std::string(name) + "\":\"" + value + '"';
  return text;
}

std::string named(const char* name, const std::string& fields) {
  return "\"" + std::string(name) + "\":{" + fields + "}";
}

std::string on_invoice(const World& world, const char* name) {
  return named(name, json({{"invoiceId", world.invoice}, {"reason", "r"}}));
}
std::string on_draft(const World& world, const char* name) {
  return named(name, json({{"draftId", world.draft}}));
}
std::string update(const World& world, const std::string& prepaid) {
  return named("updateDraft",
               json({{"draftId", world.draft}}) + R"(,"content":{)" + kDraft + world.customer +
                   R"(","prepaid":")" + prepaid + "\"}");
}
std::string credit(const World& world, const std::string& how) {
  return named(
      "issueCreditNote",
      json({{"series", "N"}, {"invoiceId", world.invoice}, {"currency", "EUR"}, {"reason", "r"}}) +
          "," + how);
}
std::string pay(const World& world, const std::string& amount) {
  return named("recordPayment",
               json({{"invoiceId", world.invoice}, {"currency", "EUR"}, {"amount", amount}}));
}
std::string unallocate(const World& world, const char* from, const std::string& id) {
  return named("unallocate", json({{from, id}, {"invoiceId", world.invoice}, {"currency", "EUR"}}));
}
std::string allocate(const World& world) {
  return named("allocate",
               json({{"paymentId", world.payment}, {"currency", "EUR"}}) + R"(,"allocations":[{)" +
                   json({{"invoiceId", world.invoice}, {"amount", "119.00"}}) + "}]");
}

// By the table's names.
const std::map<std::string_view, std::string (*)(const World&)> kBodies{
    {"SetLines",
     [](const World& w) {
       return named("setLines", json({{"draftId", w.draft}, {"currency", "EUR"}}) + "," + kLines);
     }},
    {"UpdateDraft", [](const World& w) { return update(w, ""); }},
    {"DeleteDraft", [](const World& w) { return on_draft(w, "deleteDraft"); }},
    {"IssueDraft", [](const World& w) { return on_draft(w, "issueDraft"); }},
    {"IssueDraft of 0", [](const World& w) { return on_draft(w, "issueDraft"); }},
    {"VoidInvoice", [](const World& w) { return on_invoice(w, "voidInvoice"); }},
    {"MarkUncollectible", [](const World& w) { return on_invoice(w, "markUncollectible"); }},
    {"RecoverInvoice", [](const World& w) { return on_invoice(w, "recoverInvoice"); }},
    {"IssueCreditNote", [](const World& w) { return credit(w, R"("whole":null)"); }},
    {"IssueCreditNote of a part", [](const World& w) { return credit(w, R"("amount":"1.00")"); }},
    {"RecordPayment", [](const World& w) { return pay(w, "119.00"); }},
    {"RecordPayment of a part", [](const World& w) { return pay(w, "1.00"); }},
    {"Allocate", allocate},
    {"Unallocate", [](const World& w) { return unallocate(w, "paymentId", w.payment); }},
    {"ReversePayment",
     [](const World& w) {
       return named("reversePayment", json({{"paymentId", w.payment}, {"reason", "r"}}));
     }},
    {"RefundPayment",
     [](const World& w) {
       return named("refundPayment",
                    json({{"paymentId", w.payment}, {"currency", "EUR"}, {"amount", "119.00"}}));
     }},
    {"ApplyCustomerCredit",
     [](const World& w) {
       return named("applyCustomerCredit", json({{"invoiceId", w.invoice}, {"currency", "EUR"}}));
     }},
    {"Unallocate credit", [](const World& w) { return unallocate(w, "customerId", w.customer); }},
};

class StateMachineWrites : public testing::Test {
 protected:
  StateMachineWrites() {
    writer_.set_up_books();
    must(R"("createSeries":{"series":"N","prefix":"N-","kind":"creditNote"})");
  }

  std::string send(const std::string& body) { return ask(writer_.service_, keyed(body)); }
  // All in one turn; the ids of what they made or changed.
  std::vector<std::string> must_all(const std::vector<std::string>& bodies) {
    std::vector<messaging::Request> turn;
    for (const auto& body : bodies) turn.push_back(request(keyed(body)));
    std::vector<std::string> ids;
    for (const auto& answer : writer_.service_.turn(turn, kNow)) {
      const auto& reply = answer.body.back();
      EXPECT_NE(reply.find(R"("done":)"), std::string::npos) << bodies[ids.size()] << "\n" << reply;
      ids.push_back(id_in(reply));
    }
    return ids;
  }
  std::string must(const std::string& body) { return must_all({body}).at(0); }
  std::int64_t head() {
    return writer_.store_.head_position(writer_.store_.find_tenant("acme").value());
  }

  World draft_world() {
    World world;
    world.customer = "c-" + std::to_string(keys_);
    const auto customer = json({{"customerId", world.customer}});
    const auto money = customer + "," + json({{"currency", "EUR"}, {"amount", "119"}});
    const auto ids = must_all({named("createCustomer", customer + R"(,"name":"Clara")"),
                               named("adjustBalance", money + R"(,"reason":"r")"),
                               named("recordPayment", money),
                               named("createDraft", kDraft + world.customer + "\"," + kLines)});
    world.payment = ids.at(2);
    world.draft = ids.at(3);
    return world;
  }

  World in_state(std::string_view state) {
    World world = draft_world();
    if (state == "draft") return world;
    const auto id = must(on_draft(world, state == "deleted" ? "deleteDraft" : "issueDraft"));
    if (state == "deleted") return world;
    world.invoice = id;
    if (state == "paid") must(allocate(world));
    if (state == "void") must(on_invoice(world, "voidInvoice"));
    if (state == "uncollectible") must(on_invoice(world, "markUncollectible"));
    return world;
  }

  std::string keyed(const std::string& body) {
    return command("k-" + std::to_string(++keys_), body);
  }

  Writer writer_;
  int keys_ = 0;
};

bool is_code(std::string_view then) { return std::isupper(then.front()) != 0; }

TEST_F(StateMachineWrites, OneEventForEachMoveAndNoneForARefusal) {
  for (const auto& row : kStateTable) {
    for (std::size_t i = 0; i < kStates.size(); ++i) {
      const World world = in_state(kStates.at(i));
      // Refused itself where there is no draft any more.
      if (row.command == std::string_view("IssueDraft of 0")) send(update(world, "119.00"));
      const auto before = head();
      const auto reply = send(kBodies.at(row.command)(world));
      const std::string_view then = row.then.at(i);
      const auto wanted =
          is_code(then) ? R"("code":")" + std::string(then) + '"' : std::string(R"("done":)");
      EXPECT_NE(reply.find(wanted), std::string::npos)
          << row.command << " of " << kStates.at(i) << ": " << reply;
      EXPECT_EQ(head() - before, is_code(then) ? 0 : 1) << row.command << " of " << kStates.at(i);
    }
  }
}

}  // namespace
}  // namespace latido::comandos
