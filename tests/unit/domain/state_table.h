#pragma once

#include <array>

// The whole state machine of a document, from draft to the end, against every command that can
// concern it. Pure data: the deciders are held against it, and the service that runs them.
namespace latido::test {

inline constexpr std::array<const char*, 6> kStates{
    "draft", "deleted", "open", "paid", "void", "uncollectible"};

struct Row {
  const char* command;
  std::array<const char*, kStates.size()>
      then;  // by kStates: the next state, or the refusal's code
};

inline constexpr const char* kNoInvoice = "UNKNOWN_INVOICE";
inline constexpr const char* kNotDraft = "NOT_DRAFT";
inline constexpr const char* kNotOpen = "NOT_OPEN";
inline constexpr const char* kNotWrittenOff = "NOT_UNCOLLECTIBLE";
inline constexpr const char* kNotAllocated = "NOT_ALLOCATED";

// "of 0": nothing is to pay. "of a part": 1.00 of 100.00 and 19 % tax; all others are of the whole.
// clang-format off
inline constexpr std::array<Row, 18> kStateTable{{
    //                           draft       deleted     open             paid            void            uncollectible
    {"SetLines",                {"draft",    kNotDraft,  kNotDraft,       kNotDraft,      kNotDraft,      kNotDraft}},
    {"UpdateDraft",             {"draft",    kNotDraft,  kNotDraft,       kNotDraft,      kNotDraft,      kNotDraft}},
    {"DeleteDraft",             {"deleted",  kNotDraft,  kNotDraft,       kNotDraft,      kNotDraft,      kNotDraft}},
    {"IssueDraft",              {"open",     kNotDraft,  kNotDraft,       kNotDraft,      kNotDraft,      kNotDraft}},
    {"IssueDraft of 0",         {"paid",     kNotDraft,  kNotDraft,       kNotDraft,      kNotDraft,      kNotDraft}},
    {"VoidInvoice",             {kNoInvoice, kNoInvoice, "void",          "HAS_PAYMENTS", kNotOpen,       "void"}},
    {"MarkUncollectible",       {kNoInvoice, kNoInvoice, "uncollectible", kNotOpen,       kNotOpen,       kNotOpen}},
    {"RecoverInvoice",          {kNoInvoice, kNoInvoice, kNotWrittenOff,  kNotWrittenOff, kNotWrittenOff, "open"}},
    {"IssueCreditNote",         {kNoInvoice, kNoInvoice, "paid",          "paid",         kNotOpen,       kNotOpen}},
    {"IssueCreditNote of a part", {kNoInvoice, kNoInvoice, "open",        "paid",         kNotOpen,       kNotOpen}},
    {"RecordPayment",           {kNoInvoice, kNoInvoice, "paid",          kNotOpen,       kNotOpen,       "paid"}},
    {"RecordPayment of a part", {kNoInvoice, kNoInvoice, "open",          kNotOpen,       kNotOpen,       "uncollectible"}},
    {"Allocate",                {kNoInvoice, kNoInvoice, "paid",          kNotOpen,       kNotOpen,       "paid"}},
    {"Unallocate",              {kNoInvoice, kNoInvoice, kNotAllocated,   "open",         kNotAllocated,  kNotAllocated}},
    {"ReversePayment",          {"draft",    "deleted",  "open",          "open",         "void",         "uncollectible"}},
    {"RefundPayment",           {"draft",    "deleted",  "open",          "paid",         "void",         "uncollectible"}},
    {"ApplyCustomerCredit",     {kNoInvoice, kNoInvoice, "paid",          kNotOpen,       kNotOpen,       "paid"}},
    {"Unallocate credit",       {kNoInvoice, kNoInvoice, kNotAllocated,   kNotAllocated,  kNotAllocated,  kNotAllocated}},
}};
// clang-format on

}  // namespace latido::test
