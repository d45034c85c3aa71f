// Commands in any order, and after each turn what the books answer; at the end every query as of
// every one of those moments answers what was answered then, when it was now.
#include "comandos/command_service.h"
#include "consultas/query_service.h"
#include "db/reader.h"
#include "tests/unit/services/random_commands.h"
#include "tests/unit/services/support.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace latido::comandos {
namespace {

using namespace latido::test;

constexpr int kTurns = 40;
constexpr std::int64_t kHourMs = 3'600'000;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

std::string quoted(const std::string& name, const std::string& value) {
  return "\"" + name + "\":\"" + value + "\"";
}

std::string day_text(int day_of_autumn) {  // 0: 2026-09-01
  const int month = 9 + day_of_autumn / 30;
  const int day = 1 + day_of_autumn % 30;
  return "2026-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "-" +
         std::string(day < 10 ? "0" : "") + std::to_string(day);
}

// Master data that changes beside the documents.
std::string master_data(Generator& g, int turn) {
  const auto number = std::to_string(g.roll(4));
  switch (g.roll(9)) {
    case 0:
      return R"("updateCustomer":{"customerId":"D","name":"Dora )" + std::to_string(turn) + "\"}";
    case 1:
      return R"("createCustomer":{"customerId":"E)" + number + R"(","name":"Eva"})";
    case 2:
      return R"("archiveCustomer":{"customerId":"E)" + number + "\"}";
    case 3:
      return R"("archivePrice":{"priceId":"p"})";
    case 4:
      return R"("defineTaxRate":{"taxCode":"T","validFrom":")" + day_text(g.roll(90)) +
             R"(","category":"S","percent":"1)" + number + "\"}";
    case 5:
      return R"("setPolicy":{"roundingProfile":")" +
             std::string(g.chance(50) ? "perLine" : "en16931") + "\"}";
    case 6:
      return R"("closePeriod":{"through":"2026-08-)" + std::to_string(10 + g.roll(20)) + "\"}";
    case 7:
      return R"("extendRange":{"series":"B","lastNumber":")" + std::to_string(500 + turn) + "\"}";
    default:
      return turn < kTurns - 10 ? R"("retireTaxRate":{"taxCode":"U","validTo":"2026-11-30"})"
                                : R"("closeSeries":{"series":"N"})";
  }
}

// The generator's documents and payments, of several customers, currencies, series and days.
std::string varied(Generator& g, std::string body, int turn) {
  if (g.chance(40)) body = replaced(body, R"("customerId":"C")", R"("customerId":"D")");
  if (g.chance(15)) body = replaced(body, R"("currency":"EUR")", R"("currency":"USD")");
  if (g.chance(40)) {
    body = replaced(body, R"("series":"A")", R"("series":"B")");
    body = replaced(body, quoted("issueDate", "2026-11-20"), quoted("issueDate", day_text(turn)));
  }
  if (g.chance(60)) {
    const auto received = day_text(g.roll(110));
    body = replaced(body, quoted("receivedDate", "2026-11-21"), quoted("receivedDate", received));
  }
  if (g.chance(20))
    body = replaced(body, R"("tax":{"category":"S","percent":"19"})", R"("taxCode":"T")");
  return body;
}

std::vector<std::string> start() {
  std::vector<std::string> bodies = {
      kSeries,
      R"("createSeries":{"series":"B","prefix":"B-"})",
      R"("createSeries":{"series":"N","prefix":"N-","kind":"creditNote"})",
      kCustomer,
      R"("createCustomer":{"customerId":"D","name":"Dora"})",
      R"("createProduct":{"productId":"q","name":"Thing"})",
      R"("createPrice":{"priceId":"p","productId":"q","currency":"EUR","unitPrice":"3"})"};
  bodies.insert(bodies.end(), std::begin(kCatalogue), std::end(kCatalogue));
  for (const auto* code : {"T", "U"})
    bodies.push_back(
        R"("defineTaxRate":{"category":"S","percent":"19","validFrom":"2020-01-01","taxCode":")" +
        std::string(code) + "\"}");
  return bodies;
}

void append_all(std::vector<std::string>& to,
                const std::string& name,
                const std::string& field,
                const std::vector<std::string>& values) {
  for (const auto& value : values) to.push_back("\"" + name + "\":{" + quoted(field, value) + "}");
}

std::vector<std::string> some(Generator& g, const std::vector<std::string>& ids) {
  std::vector<std::string> chosen;
  for (int left = 4; left > 0 && !ids.empty(); --left)
    chosen.push_back(ids[static_cast<std::size_t>(g.roll(static_cast<int>(ids.size())))]);
  return chosen;
}

// What is asked at each moment. Those that may have pages get a small limit.
std::vector<std::string> questions(Generator& g,
                                   const Known& known,
                                   const std::vector<std::string>& notes) {
  std::vector<std::string> all = {R"("listPayments":{"limit":7})",
                                  R"("listPayments":{"customerId":"D","limit":3})",
                                  R"("listInvoices":{"limit":9})",
                                  R"("listInvoices":{"status":"open","customerId":"C","limit":4})",
                                  R"("listInvoices":{"status":"uncollectible"})",
                                  R"("listDrafts":{"limit":2})",
                                  R"("agingReport":{"limit":1})",
                                  R"("agingReport":{"date":"2027-02-01"})",
                                  R"("agingReport":{"customerId":"D"})",
                                  R"("trialBalance":{})",
                                  R"("ledgerEntries":{"limit":900})",
                                  R"("eventFeed":{"limit":900,"stored":true})",
                                  R"("taxReport":{"from":"2026-09-01","to":"2026-11-20"})",
                                  R"("getBooks":null)"};
  for (const auto* who : {"C", "D"}) {
    all.push_back(R"("customerBalance":{"customerId":")" + std::string(who) + "\"}");
    for (const auto* currency : {"EUR", "USD"}) {
      for (const auto* days : {R"("from":"2026-09-01","to":"2026-12-31")",
                               R"("from":"2026-09-17","to":"2026-10-20")",
                               R"("from":"2026-11-21","to":"2026-11-21")"}) {
        all.push_back(R"("statement":{"limit":4,"customerId":")" + std::string(who) +
                      R"(","currency":")" + currency + "\"," + days + "}");
      }
    }
  }
  append_all(all, "getCustomer", "customerId", {"C", "D", "E0", "E3"});
  append_all(all, "customerBalance", "customerId", {"E1"});
  append_all(all, "getPrice", "priceId", {"p"});
  append_all(all, "getProduct", "productId", {"q"});
  append_all(all, "getTaxRate", "taxCode", {"T", "U"});
  append_all(all, "seriesStatus", "series", {"A", "B", "N"});
  append_all(all, "gapReport", "series", {"A", "B", "N"});
  append_all(all, "getInvoice", "id", some(g, known.invoices));
  append_all(all, "getCreditNote", "id", some(g, notes));
  append_all(all, "getPayment", "paymentId", some(g, known.payments));
  append_all(all, "getDraft", "draftId", some(g, known.drafts));
  append_all(all, "auditTrail", "customerId", {"C"});
  return all;
}

std::string text_field(const std::string& json, const std::string& name) {
  const auto start = "\"" + name + "\":\"";
  const auto at = json.find(start);
  if (at == std::string::npos) return {};
  return json.substr(at + start.size(), json.find('"', at + start.size()) - at - start.size());
}

std::string without(std::string json, const std::string& name) {
  const auto value = text_field(json, name);
  return replaced(std::move(json), "," + quoted(name, value), "");
}

class Asker {
 public:
  Asker(db::ReadStore& reader, std::int64_t now) : service_(reader), now_(now) {}

  // All pages' text, so that only where they were cut makes no difference. When a tax code was last
  // used is not known of the past.
  std::string ask(const std::string& question, const std::string& as_of) {
    std::string rows;
    std::string frame;
    std::string cursor;
    do {
      const auto reply = one(question, as_of, cursor);
      cursor = text_field(reply, "nextCursor");
      const auto first = reply.find('[');
      const auto last = reply.rfind(']');
      const bool has_rows =
          first != std::string::npos && question.find("limit") != std::string::npos;
      if (!has_rows) return without(reply, "lastUsed");
      rows += reply.substr(first + 1, last - first - 1) + (last > first + 1 ? "," : "");
      if (frame.empty()) frame = reply.substr(0, first);
      if (cursor.empty()) frame += reply.substr(last);
    } while (!cursor.empty());
    return frame + rows;
  }

 private:
  std::string one(const std::string& question,
                  const std::string& as_of,
                  const std::string& cursor) {
    auto body = question;
    if (!cursor.empty()) body.insert(body.size() - 1, "," + quoted("cursor", cursor));
    return service_.answer(request(R"({"tenant":"norte",)" + as_of + body + "}"), now_).back();
  }

  consultas::QueryService service_;
  std::int64_t now_;
};

// What a statement closes with from the first day there is to `to`, by all of its entries; and what
// it opens with on `from`, by the sums that are kept.
std::string closing(Asker& asker, const std::string& account, const std::string& to) {
  const auto all = asker.ask(
      R"("statement":{"limit":1000,)" + account + R"(,"from":"1900-01-01","to":")" + to + "\"}",
      "");
  EXPECT_EQ(text_field(all, "nextCursor"), "");
  return text_field(all, "closing");
}
std::string opening(Asker& asker, const std::string& account, const std::string& from) {
  return text_field(
      asker.ask(R"("statement":{)" + account + R"(,"from":")" + from + R"(","to":"9999-12-31"})",
                ""),
      "opening");
}

// A statement's sums agree with its entries, and with the balance, which is kept elsewhere.
void expect_statements_agree(Asker& asker) {
  for (const auto* who : {"C", "D"}) {
    const auto customer = quoted("customerId", who);
    const auto balances = asker.ask(R"("customerBalance":{)" + customer + "}", "");
    for (const auto* currency : {"EUR", "USD"}) {
      const auto account = customer + "," + quoted("currency", currency);
      EXPECT_EQ(opening(asker, account, "2026-10-13"), closing(asker, account, "2026-10-12"));
      EXPECT_EQ(opening(asker, account, "2026-12-31"), closing(asker, account, "2026-12-30"));
      const auto at = balances.find(quoted("currency", currency));
      const auto balance =
          at == std::string::npos ? "0.00" : text_field(balances.substr(at), "balance");
      EXPECT_EQ(closing(asker, account, "9999-12-31"), balance) << who << currency;
    }
  }
}

struct Moment {
  std::int64_t position;
  std::int64_t unix_ms;
  std::vector<std::pair<std::string, std::string>> answers;  // question, answer
};

class RandomAsOf : public testing::TestWithParam<unsigned> {};

TEST_P(RandomAsOf, EveryAnswerAboutThePastIsWhatWasAnsweredThen) {
  Generator g(GetParam());
  TempFolder folder;
  db::WriteStore store({.path = folder.store()});
  CommandService service(store);
  db::ReadStore reader(folder.store());
  Known known;
  Known elsewhere;
  std::vector<std::string> notes;
  int sent = 0;
  int done = 0;
  auto now = kNow;
  std::vector<messaging::Request> batch;
  const auto add = [&](const std::string& body, const std::string& tenant) {
    batch.push_back(request(command("k-" + std::to_string(++sent), body, tenant), tenant));
  };
  const auto send = [&] {
    for (const auto& answer : service.turn(std::exchange(batch, {}), now)) {
      const auto& reply = answer.body.back();
      EXPECT_EQ(reply.find("INTERNAL"), std::string::npos) << reply;
      EXPECT_EQ(reply.find("MALFORMED"), std::string::npos) << reply;
      done += !id_in(reply).empty();
      remember(answer.token == "norte" ? known : elsewhere, reply);
      if (answer.token == "norte" && id_in(reply).starts_with("cn-")) notes.push_back(id_in(reply));
    }
  };
  for (const auto* tenant : {"norte", "sur"}) {
    for (const auto& body : start()) add(body, tenant);
  }
  send();
  const auto id = store.find_tenant("norte").value();
  std::vector<Moment> moments;
  for (int turn = 0; turn < kTurns; ++turn) {
    now += (1 + g.roll(9)) * kHourMs;
    const auto before = store.head_position(id);
    for (int left = 4 + g.roll(8); left > 0; --left) {
      add(varied(g, g.body(known), turn), "norte");
      if (g.chance(20)) add(master_data(g, turn), "norte");
      if (g.chance(20)) add(varied(g, g.body(elsewhere), turn), "sur");
      if (g.chance(40)) send();
    }
    send();
    if (store.head_position(id) == before) continue;
    Moment moment{store.head_position(id), now, {}};
    Asker asker(reader, now);
    for (const auto& question : questions(g, known, notes))
      moment.answers.emplace_back(question, asker.ask(question, ""));
    expect_statements_agree(asker);
    moments.push_back(std::move(moment));
  }
  ASSERT_GT(moments.size(), 20U);

  Asker later(reader, now + 100 * kHourMs);
  int answers = 0;
  int refused = 0;
  for (const auto& moment : moments) {
    for (const auto& [question, answer] : moment.answers) {
      const bool by_time = g.chance(30);
      const auto as_of = "\"asOf\":{" +
                         (by_time ? quoted("unixMs", std::to_string(moment.unix_ms))
                                  : quoted("position", std::to_string(moment.position))) +
                         "},";
      ASSERT_EQ(later.ask(question, as_of), answer) << question << " as of " << moment.position;
      ++answers;
      refused += answer.find("\"error\"") != std::string::npos;
    }
  }
  EXPECT_GT(answers, 1'000);
  EXPECT_GT(done, 150) << "too little was done for this to show anything";
  EXPECT_LT(refused, answers / 10) << "too much was refused for this to show anything";
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomAsOf, testing::Range(1U, 4U));

}  // namespace
}  // namespace latido::comandos
