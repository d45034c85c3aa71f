#include "monitor/stream_codec.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// The bytes on 5002 as docs/monitor.md gives them: clients are written against these.

TEST(StreamCodec, WritesATick) {
  EXPECT_EQ(
      to_json({.epoch = "e",
               .sequence = 7,
               .unix_ms = 8,
               .blind = false,
               .blind_reason = "",
               .incidents = {},
               .availability = {},
               .content = Tick{}}),
      R"({"epoch":"e","sequence":"7","unixMs":"8","blind":false,"blindReason":"","tick":null,"lagMs":0,"healthScore":0,"incidents":[]})");
}

TEST(StreamCodec, WritesTheAvailabilityOnlyWhereThereIsOne) {
  EXPECT_EQ(
      to_json({.epoch = "e",
               .sequence = 7,
               .unix_ms = 8,
               .blind = false,
               .blind_reason = "",
               .incidents = {},
               .availability = {{.service = "broker",
                                 .windows = {{.hours = 1,
                                              .availability = 0.75,
                                              .up_ms = 2,
                                              .degraded_ms = 1,
                                              .down_ms = 1,
                                              .maintenance_ms = 4294967295,
                                              .faults = 5,
                                              .mean_detect_ms = 6,
                                              .mean_recover_ms = -1}}}},
               .content = Tick{}}),
      R"json({"epoch":"e","sequence":"7","unixMs":"8","blind":false,"blindReason":"","tick":null,)json"
      R"json("lagMs":0,"healthScore":0,"incidents":[],"availability":[{"service":"broker","windows")json"
      R"json(:[{"hours":1,"availability":0.75,"upMs":2,"degradedMs":1,"downMs":1,"maintenanceMs":4)json"
      R"json(294967295,"faults":5,"meanDetectMs":"6","meanRecoverMs":"-1"}]}]})json");
}

TEST(StreamCodec, WritesBlindness) {
  EXPECT_EQ(
      to_json({.epoch = "e",
               .sequence = 1,
               .unix_ms = 2,
               .blind = true,
               .blind_reason = "held up",
               .incidents = {},
               .availability = {},
               .content = Blindness{}}),
      R"({"epoch":"e","sequence":"1","unixMs":"2","blind":true,"blindReason":"held up","blindness":null,"lagMs":0,"healthScore":0,"incidents":[]})");
}

TEST(StreamCodec, WritesAChangeWithItsEvidence) {
  ServiceState state;
  state.service = "comandos";
  state.verdict = Verdict::stopped;
  state.evidence = {.cause = "because",
                    .lateness_ms = 51,
                    .echo = "none in 100 ms",
                    .port = PortState::open,
                    .process = "T (stopped)",
                    .loop_age_ms = 4,
                    .reason = Reason::stopped,
                    .deep_echo = "ok 3.0 ms",
                    .wait_channel = "do_signal_stop",
                    .cpu_percent = 0,
                    .run_delay_percent = 2,
                    .pressure = "cpu 7 %"};
  state.pid = 77;
  state.incarnation = "ab";
  state.since_unix_ms = 9;
  state.last_beat_age_ms = 101;
  state.restarts = 2;
  state.phi = 1.5;
  state.beat_port = 5001;
  state.recovering = true;
  state.flapping = true;
  state.maintenance = false;
  state.queue_depth = 6;
  state.last_commit_age_ms = 8;
  state.maintenance_until_unix_ms = 10;
  EXPECT_EQ(
      to_json({.epoch = "e",
               .sequence = 3,
               .unix_ms = 2,
               .blind = false,
               .blind_reason = "",
               .lag_ms = 9,
               .health_score = 2,
               .incidents = {},
               .availability = {},
               .content = state}),
      R"json({"epoch":"e","sequence":"3","unixMs":"2","blind":false,"blindReason":"","change":)json"
      R"json({"service":"comandos","verdict":"stopped","evidence":{"cause":"because","latenessMs":"51")json"
      R"json(,"echo":"none in 100 ms","port":"open","process":"T (stopped)","loopAgeMs":4,"reason":)json"
      R"json("stopped","deepEcho":"ok 3.0 ms","waitChannel":"do_signal_stop","cpuPercent":0,"runDe)json"
      R"json(layPercent":2,"pressure":"cpu 7 %"},"pid":77,"incarnation":"ab","sinceUnixMs":"9","la)json"
      R"json(stBeatAgeMs":"101","restarts":2,"phi":1.5,"beatPort":5001,"recovering":true,"flapping)json"
      R"json(":true,"maintenance":false,"queueDepth":6,"lastCommitAgeMs":"8","maintenanceUntilUnixMs":)json"
      R"json("10"},"lagMs":9,"healthScore":2,"incidents":[]})json");
}

TEST(StreamCodec, WritesAnIncident) {
  Incident incident;
  incident.id = "ab-1";
  incident.event = IncidentEvent::grown;
  incident.root = "broker";
  incident.verdict = Verdict::crashed;
  incident.cause = "because";
  incident.opened_unix_ms = 5;
  incident.services = {"broker", "comandos"};
  EXPECT_EQ(
      to_json(incident),
      R"json({"id":"ab-1","event":"grown","root":"broker","verdict":"crashed","cause":"because","o)json"
      R"json(penedUnixMs":"5","resolvedUnixMs":"0","acknowledged":false,"services":["broker","coma)json"
      R"json(ndos"]})json");
}

TEST(StreamCodec, WritesASnapshotAsAList) {
  ServiceState one;
  one.service = "a";
  ServiceState two;
  two.service = "b";
  const auto text = to_json({.epoch = "e",
                             .sequence = 0,
                             .unix_ms = 2,
                             .blind = false,
                             .blind_reason = "",
                             .incidents = {},
                             .availability = {},
                             .content = Snapshot{one, two}});
  EXPECT_NE(text.find(R"("snapshot":[{"service":"a","verdict":"unknown")"), std::string::npos)
      << text;
  EXPECT_NE(text.find(R"({"service":"b")"), std::string::npos) << text;
}

}  // namespace
}  // namespace latido::monitor
