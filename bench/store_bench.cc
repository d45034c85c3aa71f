// What the store makes of the disk: issued invoices a second (five lines, two taxes) through db/,
// against the same rows put straight into SQLite by a bare loop, at 1, 8 and 64 to a commit. Both
// in one run, in turns, best of three.
//   store_bench [FOLDER] [COUNT]           the table; COUNT invoices at 64, fewer at 8 and 1
//   store_bench FOLDER COUNT rows SQL      only the bare loop at 64, after SQL: what a trigger or
//   an index costs store_bench FOLDER COUNT store BATCH   only the store: for a profiler
#include "bench/store_bench_rows.h"
#include "bench/store_setup.h"
#include "db/store.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <span>
#include <sys/resource.h>

namespace latido::bench {
namespace {

// The work of a turn without the wire: look-ups, event, read model, ledger, reply.
void issue(const std::string& path, int count, int batch) {
  db::WriteStore store({path});
  const std::string payload(kPayloadBytes, 'p');
  const std::string reply(kReplyBytes, 'r');
  const Sha256 hash{};
  for (int number = 1; number <= count; ++number) {
    if ((number - 1) % batch == 0) store.begin(kRecordedAtUnixMs);
    const auto tenant = store.find_tenant("bench").value();
    const auto n = static_cast<std::uint64_t>(number);
    const auto key = bench_key("store", n);
    if (store.find_reply(tenant, key)) throw std::runtime_error("key used twice");
    const auto series = store.find_series(tenant, "S").value();
    const auto to = store.find_customer(tenant, "C" + std::to_string(bench_customer(n))).value();
    store.append(tenant,
                 domain::InvoiceIssued{invoice(series.next_number, to.customer)},
                 payload,
                 kRecordedAtUnixMs);
    store.save_reply(tenant, key, hash, reply);
    if (number % batch != 0 && number != count) continue;
    if (store.commit() != db::CommitOutcome::durable) throw std::runtime_error("not durable");
    store.checkpoint_if_due();
  }
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Rate {
  double per_second = 0;
  double cpu_us = 1e9;
};

void keep_best(Rate& best, const std::string& path, int count, const std::function<void()>& work) {
  make_store(path);
  const auto cpu = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  best.per_second = std::max(best.per_second, count / took.count());
  best.cpu_us = std::min(best.cpu_us, (cpu_seconds() - cpu) * 1e6 / count);
}

constexpr int kRounds = 3;

void print_table(const std::string& path, int count) {
  std::printf("%8s %14s %14s %8s %14s %14s\n",
              "a commit",
              "rows/s",
              "store/s",
              "ratio",
              "rows us CPU",
              "store us CPU");
  for (const int batch : {1, 8, 64}) {
    const int n = batch == 64 ? count : batch == 8 ? count / 2 : count / 10;
    Rate rows;
    Rate store;
    for (int round = 0; round < kRounds; ++round) {
      keep_best(rows, path, n, [&] { insert_rows(path, n, batch, ""); });
      keep_best(store, path, n, [&] { issue(path, n, batch); });
    }
    std::printf("%8d %14.0f %14.0f %7.0f%% %14.1f %14.1f\n",
                batch,
                rows.per_second,
                store.per_second,
                100 * store.per_second / rows.per_second,
                rows.cpu_us,
                store.cpu_us);
    std::fflush(stdout);
  }
}

void print_one(const char* what, const Rate& rate) {
  std::printf("%10.0f/s %8.1f us CPU  %s\n", rate.per_second, rate.cpu_us, what);
}

int run(std::span<char*> args) {
  const std::string folder = args.size() > 1 ? args[1] : ".";
  const int count = args.size() > 2 ? std::atoi(args[2]) : 40'000;
  const std::string path = folder + "/store_bench.latido";
  Rate best;
  if (args.size() < 5) {
    print_table(path, count);
  } else if (std::string(args[3]) == "rows") {
    for (int round = 0; round < kRounds; ++round)
      keep_best(best, path, count, [&] { insert_rows(path, count, 64, args[4]); });
    print_one(args[4], best);
  } else {
    keep_best(best, path, count, [&] { issue(path, count, std::atoi(args[4])); });
    print_one("store", best);
  }
  remove_store(path);
  return 0;
}

}  // namespace
}  // namespace latido::bench

int main(int argc, char** argv) {
  return latido::bench::run({argv, static_cast<std::size_t>(argc)});
}
