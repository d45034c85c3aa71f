#include "clients/cpp/command/allocation_list.h"

#include "clients/cpp/command/ids.h"

namespace latido::command {

tl::expected<std::vector<Allocated>, ExitCode> read_allocations(
    Session& session, const std::vector<std::string>& texts) {
  std::vector<Allocated> out;
  for (const auto& text : texts) {
    const auto pair = split_pair(text, "INVOICE=AMOUNT, for example F-000012=50.00");
    auto id = invoice_id(session, pair.left);
    if (!id) return tl::make_unexpected(id.error());
    out.push_back({*std::move(id), pair.right});
  }
  return out;
}

void fill(capnp::List<schema::Allocation>::Builder out, const std::vector<Allocated>& allocations) {
  for (unsigned i = 0; i < out.size(); ++i) {
    out[i].setInvoiceId(allocations[i].invoice_id);
    out[i].setAmount(allocations[i].amount);
  }
}

}  // namespace latido::command
