#include "bench/sample_invoice.h"
#include "comandos/domain/totals.h"
#include "common/wire/command_codec.h"
#include "common/wire/event_codec.h"
#include "common/wire/message.h"

#include <variant>

#include <benchmark/benchmark.h>

#include "schema/commands.capnp.h"

namespace latido::bench {
namespace {

const SampleInvoice kSample{.key = "key", .customer = 1, .reference = "PO-1234"};

const domain::IssueInvoice& issue_of(const wire::CommandRequest& request) {
  return std::get<domain::IssueInvoice>(std::get<domain::Command>(request.body));
}

void read_capnp(benchmark::State& state) {
  const auto payload = issue_command("bench", kSample);
  for (auto _ : state) benchmark::DoNotOptimize(wire::read_command(payload));
}
BENCHMARK(read_capnp);

void read_json(benchmark::State& state) {
  const auto payload = wire::to_json<schema::Command>(issue_command("bench", kSample));
  for (auto _ : state) benchmark::DoNotOptimize(wire::read_command(payload));
}
BENCHMARK(read_json);

void compute(benchmark::State& state) {
  const auto request = wire::read_command(issue_command("bench", kSample)).value();
  for (auto _ : state)
    benchmark::DoNotOptimize(
        domain::compute_totals(issue_of(request), domain::RoundingProfile::en16931));
}
BENCHMARK(compute);

void encode(benchmark::State& state) {
  const auto request = wire::read_command(issue_command("bench", kSample)).value();
  domain::Invoice invoice;
  invoice.lines = issue_of(request).lines;
  invoice.currency = issue_of(request).currency;
  const wire::RecordedEvent recorded{0, "", domain::InvoiceIssued{invoice}};
  for (auto _ : state) benchmark::DoNotOptimize(wire::encode_event(recorded));
}
BENCHMARK(encode);

}  // namespace
}  // namespace latido::bench
