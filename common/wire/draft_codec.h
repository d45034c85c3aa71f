#pragma once

#include "comandos/domain/commands.h"
#include "common/result.h"

#include "schema/commands.capnp.h"

// Reads and checks commands about drafts. Refusals name the field. May throw kj::Exception.
namespace latido::wire {

Result<domain::SetLines> read_set_lines(schema::SetLines::Reader in,
                                        std::uint32_t expected_version);
Result<domain::UpdateDraft> read_update_draft(schema::UpdateDraft::Reader in,
                                              std::uint32_t expected_version);
Result<domain::DeleteDraft> read_delete_draft(schema::DeleteDraft::Reader in,
                                              std::uint32_t expected_version);
Result<domain::IssueDraft> read_issue_draft(schema::IssueDraft::Reader in,
                                            std::uint32_t expected_version);

}  // namespace latido::wire
