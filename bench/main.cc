#include "bench/load.h"
#include "bench/sample_invoice.h"
#include "bench/seed.h"
#include "bench/sides.h"
#include "bench/store_bench_rows.h"
#include "bench/store_setup.h"
#include "common/wire/message.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>

#include "schema/envelope.capnp.h"
#include "schema/queries.capnp.h"

namespace latido::bench {
namespace {

const std::string kClient = "MDPC02";
const std::string kRequest(1, '\x01');

struct Arguments {
  LoadOptions load;
  std::string service = "echo";
  std::string front;
  std::string back;
  std::size_t bytes = 256;
  std::int64_t seconds = 2;
  std::string tenant = "bench";
  std::string run;  // makes the keys of this run its own
  std::string folder;
  std::string query;
  SeedOptions seed;
  int batch = 1;
  int count = 1;
};

void print(const LoadResult& result) {
  std::printf("{\"rate\": %.1f, \"p50_us\": %.1f, \"p99_us\": %.1f, \"answers\": %zu}\n",
              static_cast<double>(result.answers) / result.seconds,
              result.p50_us,
              result.p99_us,
              result.answers);
}

// The same frames to both sides: a Majordomo request, which the bare proxy carries as any message.
void load_echo(const Arguments& arguments) {
  const std::string payload(arguments.bytes, 'x');
  const auto check = [&](const Frames& frames) {
    if (frames.back() != payload)
      throw std::runtime_error("an answer is not the echo: " + frames.back());
  };
  print(run_load(
      arguments.load,
      [&](std::size_t) {
        return Frames{kClient, kRequest, arguments.service, payload};
      },
      check));
}

void expect_success(const Frames& frames) {
  const wire::StoredMessage message(frames.back());
  const auto reply = message.root<schema::Reply>();
  if (reply.isError())
    throw std::runtime_error(std::string("refused: ") + reply.getError().getMessage().cStr());
}

// A store that was seeded has them.
void expect_it_is_there(const Frames& frames) {
  const wire::StoredMessage message(frames.back());
  const auto reply = message.root<schema::Reply>();
  if (reply.isError() &&
      std::string_view(reply.getError().getCode().cStr()).starts_with("DUPLICATE_"))
    return;
  expect_success(frames);
}

// Sends `count` commands, the n-th made by make(n), before anything is measured.
void set_up(const Arguments& arguments,
            std::size_t count,
            const std::function<std::string(std::size_t)>& make) {
  auto once = arguments.load;
  once.warm_up = once.measured = {};
  once.in_flight = count;
  run_load(
      once,
      [&](std::size_t n) {
        return Frames{kClient, kRequest, "comandos", make(n)};
      },
      expect_it_is_there);
}

void set_up_series(const Arguments& arguments) {
  set_up(arguments, 1, [&](std::size_t) { return create_series_command(arguments.tenant); });
}

void set_up_customers(const Arguments& arguments) {
  set_up(arguments, kCustomers, [&](std::size_t n) {
    return create_customer_command(arguments.tenant, 1 + static_cast<int>(n));
  });
}

// With the keys, customers and reference of insert_rows().
void load_invoices(const Arguments& arguments) {
  set_up_series(arguments);
  set_up_customers(arguments);
  const auto make = [&](std::size_t n) {
    const SampleInvoice invoice{
        .key = bench_key(arguments.run, n), .customer = bench_customer(n), .reference = kReference};
    return Frames{kClient, kRequest, "comandos", issue_command(arguments.tenant, invoice)};
  };
  print(run_load(arguments.load, make, expect_success));
}

void load_query(const Arguments& arguments) {
  set_up_series(arguments);
  capnp::MallocMessageBuilder message;
  auto query = message.initRoot<schema::Query>();
  query.setTenant(arguments.tenant);
  query.initSeriesStatus().setSeries("B");
  const auto bytes = wire::to_bytes(message);
  print(run_load(
      arguments.load,
      [&](std::size_t) {
        return Frames{kClient, kRequest, "consultas", bytes};
      },
      expect_success));
}

// One query again and again, given as JSON and answered so.
void load_json(const Arguments& arguments) {
  const auto check = [](const Frames& frames) {
    if (frames.back().find("\"error\":") != std::string::npos)
      throw std::runtime_error("refused: " + frames.back());
  };
  print(run_load(
      arguments.load,
      [&](std::size_t) {
        return Frames{kClient, kRequest, "consultas", arguments.query};
      },
      check));
}

void insert_rows_timed(const Arguments& arguments) {
  const auto path = arguments.folder + "/rows.latido";
  make_store(path);
  const auto start = std::chrono::steady_clock::now();
  insert_rows(path, arguments.count, arguments.batch, "");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  remove_store(path);
  std::printf("{\"rate\": %.1f}\n", arguments.count / took.count());
}

void add_load(CLI::App& command, Arguments& arguments) {
  command.add_option("--endpoint", arguments.load.endpoint)->required();
  command.add_option("--in-flight", arguments.load.in_flight)->check(CLI::Range(1, 1024));
  command.add_option("--seconds", arguments.seconds)->check(CLI::Range(1, 600));
  command.add_option("--tenant", arguments.tenant);
}

}  // namespace
}  // namespace latido::bench

int main(int argc, char** argv) {
  using namespace latido::bench;
  Arguments arguments;
  CLI::App app{"The parts of Latido's benchmarks; bench/run puts them together."};
  app.require_subcommand(1);
  auto& proxy = *app.add_subcommand("proxy", "A bare ROUTER/DEALER proxy");
  proxy.add_option("--front", arguments.front)->required();
  proxy.add_option("--back", arguments.back)->required();
  auto& plain = *app.add_subcommand("plain-echo", "An echo behind the proxy");
  plain.add_option("--endpoint", arguments.back)->required();
  auto& worker = *app.add_subcommand("worker-echo", "An echo behind the broker");
  worker.add_option("--endpoint", arguments.back)->required();
  auto& echo = *app.add_subcommand("load-echo", "Loads an echo");
  add_load(echo, arguments);
  echo.add_option("--bytes", arguments.bytes)->check(CLI::Range(1, 60'000));
  auto& invoices = *app.add_subcommand("load-invoices", "Issues invoices of 5 lines and 2 taxes");
  add_load(invoices, arguments);
  invoices.add_option("--run", arguments.run, "The keys are made from it: new for every run")
      ->required();
  auto& query = *app.add_subcommand("load-query", "Asks for the status of a series");
  add_load(query, arguments);
  auto& json = *app.add_subcommand("load-json", "Asks a query that is given as JSON");
  add_load(json, arguments);
  json.add_option("--query", arguments.query)->required();
  auto& seeded = *app.add_subcommand("seed", "Makes a store full of invoices");
  seeded.add_option("--store", arguments.seed.store)->required();
  seeded.add_option("--tenant", arguments.seed.tenant);
  seeded.add_option("--invoices", arguments.seed.invoices)->check(CLI::Range(1, 100'000'000));
  seeded.add_option("--customers", arguments.seed.customers)->check(CLI::Range(1, 1'000'000));
  auto& rows = *app.add_subcommand("rows", "Puts the rows of such invoices straight into SQLite");
  rows.add_option("--folder", arguments.folder)->required();
  rows.add_option("--batch", arguments.batch)->check(CLI::Range(1, 1024));
  rows.add_option("--count", arguments.count)->check(CLI::Range(1, 10'000'000));
  CLI11_PARSE(app, argc, argv);
  arguments.load.measured = std::chrono::seconds(arguments.seconds);

  try {
    if (proxy) run_proxy(arguments.front, arguments.back);
    if (plain) run_plain_echo(arguments.back);
    if (worker) run_worker_echo(arguments.back, arguments.service);
    if (echo) load_echo(arguments);
    if (invoices) load_invoices(arguments);
    if (query) load_query(arguments);
    if (json) load_json(arguments);
    if (seeded) seed(arguments.seed);
    if (rows) insert_rows_timed(arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "latido_bench: %s\n", error.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
