#include "db/reader.h"

#include "tests/unit/db/support/sample.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace domain;
using namespace test;

class Reader : public testing::Test {
 protected:
  void commit() { ASSERT_EQ(store.commit(), CommitOutcome::durable); }

  TempFolder folder;
  WriteStore store{{folder.file()}};
  TenantId tenant = open_books(store);
  ReadStore reader{folder.file()};
};

TEST_F(Reader, RebuildsAnInvoiceFromItsRows) {
  store.begin(kNow);
  const auto issued = rich_invoice(store.find_series(tenant, "S").value());
  const auto id = append(store, tenant, InvoiceIssued{issued});
  commit();
  const auto view = reader.invoice_by_id(tenant, id);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->id, id);
  EXPECT_EQ(view->invoice, issued);
  EXPECT_EQ(view->state.status, InvoiceStatus::open);
  EXPECT_EQ(view->state.paid, 0);
  EXPECT_EQ(view->state, store.find_invoice(tenant, id));
  EXPECT_EQ(view->state.due(), 2'900);
  const auto by_number = reader.invoice_by_number(tenant, "A-00001");
  ASSERT_TRUE(by_number);
  EXPECT_EQ(by_number->id, id);
  EXPECT_EQ(by_number->invoice, issued);
}

TEST_F(Reader, RebuildsACreditNoteFromItsRows) {
  store.begin(kNow);
  open_credit_series(store, tenant);
  const auto invoice = issue(store, tenant);
  const auto note =
      credit_note(store, tenant, {.invoice = invoice, .net = 1'000, .applied = 1'190});
  const auto id = append(store, tenant, CreditNoteIssued{note});
  commit();
  const auto view = reader.credit_note_by_id(tenant, id);
  ASSERT_TRUE(view);
  auto expected = note.document;
  expected.note = note.reason;
  EXPECT_EQ(view->invoice, expected);
  EXPECT_EQ(view->kind, DocumentKind::credit_note);
  EXPECT_EQ(view->of_lines, note.of_lines);
  EXPECT_EQ(view->credited_invoice, invoice);
  EXPECT_EQ(view->state.status, InvoiceStatus::issued);
  EXPECT_EQ(view->state.credited, 1'190);
  EXPECT_EQ(reader.credit_note_by_number(tenant, note.document.number)->id, id);
  EXPECT_FALSE(reader.invoice_by_id(tenant, id));
  EXPECT_FALSE(reader.credit_note_by_id(tenant, invoice));
  EXPECT_EQ(reader.invoice_by_id(tenant, invoice)->credit_notes, std::vector{id});
}

TEST_F(Reader, FindsNothingThatIsNotThere) {
  EXPECT_FALSE(reader.invoice_by_id(tenant, 1)) << "position 1 is a customer";
  EXPECT_FALSE(reader.invoice_by_id(tenant, 99));
  EXPECT_FALSE(reader.invoice_by_number(tenant, "A-00001"));
  EXPECT_FALSE(reader.customer(tenant, "C"));
  EXPECT_FALSE(reader.series(tenant, "s"));
  EXPECT_FALSE(reader.find_tenant("nobody"));
  EXPECT_EQ(reader.head_position(tenant + 1), 0);
  EXPECT_TRUE(reader.list_invoices(tenant, {.customer_id = "nobody"}).empty());
}

TEST_F(Reader, SeesEachCommitAtOnceAndNothingBeforeIt) {
  for (int i = 1; i <= 20; ++i) {
    store.begin(kNow);
    const auto id = issue(store, tenant);
    EXPECT_FALSE(reader.invoice_by_id(tenant, id));
    commit();
    EXPECT_EQ(reader.invoice_by_id(tenant, id)->invoice.sequence, i);
    EXPECT_EQ(reader.head_position(tenant), id);
    EXPECT_EQ(reader.series(tenant, "S")->next_number, i + 1);
  }
}

TEST_F(Reader, HoldsToOneMomentWithinASnapshot) {
  std::int64_t id = 0;
  {
    const ReadStore::Snapshot snapshot(reader);
    EXPECT_EQ(reader.head_position(tenant), 2);
    store.begin(kNow);
    id = issue(store, tenant);
    commit();
    EXPECT_EQ(reader.head_position(tenant), 2);
    EXPECT_FALSE(reader.invoice_by_id(tenant, id));
  }
  EXPECT_TRUE(reader.invoice_by_id(tenant, id));
}

TEST_F(Reader, KeepsTenantsApart) {
  const auto other = open_books(store, "other");
  store.begin(kNow);
  const auto id = issue(store, tenant);
  commit();
  EXPECT_FALSE(reader.invoice_by_id(other, id));
  EXPECT_FALSE(reader.invoice_by_number(other, "A-00001"));
  EXPECT_TRUE(reader.list_invoices(other, {}).empty());
  EXPECT_TRUE(reader.list_invoices(other, {.customer_id = "C1"}).empty());
}

TEST_F(Reader, WorksOnWhileTheWriterIsGoneAndComesBack) {
  TempFolder own;
  auto writer = std::make_unique<WriteStore>(WriteStoreOptions{own.file()});
  const auto t = open_books(*writer);
  ReadStore other(own.file());
  EXPECT_EQ(other.head_position(t), 2);
  writer.reset();
  EXPECT_EQ(other.head_position(t), 2);
  EXPECT_EQ(ReadStore(own.file()).head_position(t), 2) << "a reader that starts without a writer";
  writer = std::make_unique<WriteStore>(WriteStoreOptions{own.file()});
  writer->begin(kNow);
  issue(*writer, t);
  ASSERT_EQ(writer->commit(), CommitOutcome::durable);
  EXPECT_EQ(other.head_position(t), 3);
}

// Many invoices over few days, of two customers, in every state; the expected list is sorted and
// filtered here.
class Listing : public Reader {
 protected:
  struct Row {
    Date date;
    std::int64_t id;
    InvoiceStatus status;
    std::string customer;
  };
  std::vector<Row> rows;

  Listing() {
    std::mt19937 random(7);
    store.begin(kNow);
    append(store, tenant, CustomerCreated{customer("C2")});
    Date date{20'000};
    for (int i = 0; i < 120; ++i) {
      date.days += random() % 9 == 0 ? 1 : 0;
      const std::string whose = random() % 3 == 0 ? "C2" : "C1";
      const auto id = issue(store, tenant, {.customer_id = whose, .net = 100, .issue_date = date});
      const auto status = static_cast<InvoiceStatus>(1 + random() % 4);
      if (status == InvoiceStatus::paid) pay(store, tenant, id, 119);
      if (status == InvoiceStatus::voided) void_it(store, tenant, id);
      if (status == InvoiceStatus::uncollectible)
        append(store, tenant, InvoiceWrittenOff{.invoice = id, .reason = "gone"});
      rows.push_back({date, id, status, whose});
    }
    commit();
    std::reverse(rows.begin(), rows.end());  // dates never go back, so the newest is the last
  }

  std::vector<std::int64_t> expected(const InvoiceFilter& f) {
    std::vector<std::int64_t> ids;
    for (const auto& r : rows) {
      if ((!f.status || r.status == *f.status) &&
          (f.customer_id.empty() || r.customer == f.customer_id) && r.date >= f.issued_from &&
          r.date <= f.issued_to) {
        ids.push_back(r.id);
      }
    }
    return ids;
  }

  std::vector<std::int64_t> paged(InvoiceFilter f, std::size_t limit) {
    std::vector<std::int64_t> ids;
    f.limit = limit;
    for (;;) {
      const auto page = reader.list_invoices(tenant, f);
      EXPECT_LE(page.size(), limit);
      for (const auto& row : page) ids.push_back(row.state.id);
      if (page.size() < limit) return ids;
      f.after = PageKey{page.back().state.issue_date, page.back().state.id};
    }
  }
};

TEST_F(Listing, ShowsEachMatchOnceNewestFirstWhateverThePageAndFilter) {
  const Date first = rows.back().date;
  const Date last = rows.front().date;
  const Date middle{(first.days + last.days) / 2};
  int lists = 0;
  for (const auto status : {std::optional<InvoiceStatus>(),
                            std::optional(InvoiceStatus::open),
                            std::optional(InvoiceStatus::voided),
                            std::optional(InvoiceStatus::uncollectible)}) {
    for (const auto* who : {"", "C1", "C2"}) {
      for (const auto from : {kNoFirstDate, middle, last}) {
        for (const auto to : {kNoLastDate, middle, first}) {
          const InvoiceFilter filter{.status = status,
                                     .customer_id = who,
                                     .issued_from = from,
                                     .issued_to = to,
                                     .after = {}};
          for (const std::size_t limit : {1U, 7U, 200U}) {
            ASSERT_EQ(paged(filter, limit), expected(filter))
                << "list " << lists << " limit " << limit;
          }
          ++lists;
        }
      }
    }
  }
  EXPECT_EQ(lists, 108);
}

TEST_F(Listing, TakesAnyPageKeyWithoutHarm) {
  for (const auto days : {kNoFirstDate, Date{0}, Date{30'000}, kNoLastDate}) {
    for (const std::int64_t id : {std::numeric_limits<std::int64_t>::min(),
                                  std::int64_t{-1},
                                  std::int64_t{0},
                                  std::numeric_limits<std::int64_t>::max()}) {
      EXPECT_EQ(
          reader
              .list_invoices(tenant, {.customer_id = "", .after = PageKey{days, id}, .limit = 500})
              .size(),
          days.days < 20'000 ? 0U : 120U);
    }
  }
}

TEST_F(Listing, SummarizesWhatTheInvoiceSays) {
  for (const auto& row :
       reader.list_invoices(tenant, {.customer_id = "", .after = {}, .limit = 500})) {
    const auto view = reader.invoice_by_id(tenant, row.state.id).value();
    EXPECT_EQ(row.state, view.state);
    EXPECT_EQ(row.state.number, view.invoice.number);
    EXPECT_EQ(row.state.customer_id, view.invoice.customer.customer_id);
    EXPECT_EQ(row.state.issue_date, view.invoice.issue_date);
    EXPECT_EQ(row.due_date, view.invoice.due_date);
    EXPECT_EQ(row.reference, view.invoice.reference);
    EXPECT_EQ(row.state.currency, view.invoice.currency);
    EXPECT_EQ(row.state.payable, view.invoice.totals.payable());
    EXPECT_EQ(row.changed, view.changed);
    EXPECT_EQ(row.changed != 0, row.state.status != InvoiceStatus::open);
    EXPECT_EQ(row.state.due(), row.state.status == InvoiceStatus::open ? 119 : 0);
  }
}

}  // namespace
}  // namespace latido::db
