#include "monitor/config.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

std::string with_service(const std::string& inside) { return R"({"services":[{)" + inside + "}]}"; }

void expect_refused(const std::string& text, Code code, const std::string& field) {
  const auto config = parse_config(text);
  ASSERT_FALSE(config) << text;
  EXPECT_EQ(config.error().code, code)
      << code_name(config.error().code) << ' ' << config.error().message;
  EXPECT_EQ(config.error().field, field);
}

TEST(MonitorConfig, ReadsEveryField) {
  const auto config = parse_config(with_service(
      R"("name":"comandos","beatEndpoint":"tcp://127.0.0.1:5001","process":"comandos",)"
      R"("restart":["./comandos","--store","x.db"],"logFile":"/tmp/c.log","whenHung":"restart","stackFile":"/tmp/s",)"
      R"("maintenance":[{"fromUtc":"22:30","minutes":90}],)"
      R"("dependsOn":["broker"]},{"name":"broker","beatEndpoint":"tcp://127.0.0.1:5003")"));
  ASSERT_TRUE(config) << config.error().message;
  ASSERT_EQ(config->services.size(), 2U);
  const auto& service = config->services.front();
  EXPECT_EQ(service.name, "comandos");
  EXPECT_EQ(service.beat_endpoint, "tcp://127.0.0.1:5001");
  EXPECT_EQ(service.process, "comandos");
  EXPECT_EQ(service.restart, (std::vector<std::string>{"./comandos", "--store", "x.db"}));
  EXPECT_EQ(service.log_file, "/tmp/c.log");
  EXPECT_TRUE(service.restart_when_hung);
  EXPECT_EQ(service.stack_file, "/tmp/s");
  ASSERT_EQ(service.maintenance.size(), 1U);
  EXPECT_EQ(service.maintenance[0].from_minute, 22 * 60 + 30);
  EXPECT_EQ(service.maintenance[0].minutes, 90);
  EXPECT_EQ(service.depends_on, std::vector<std::string>{"broker"});
  EXPECT_FALSE(config->services.back().restart_when_hung);
}

TEST(MonitorConfig, RefusesAFieldThatItDoesNotKnowAndNamesIt) {
  const auto config = parse_config(with_service(R"("name":"a","restrat":[])"));
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, Code::unknown_field);
  EXPECT_NE(config.error().message.find("restrat"), std::string::npos) << config.error().message;
}

TEST(MonitorConfig, RefusesWhatIsMissingOrMalformedByItsPlace) {
  expect_refused("", Code::malformed_json, "");
  expect_refused("{", Code::malformed_json, "");
  expect_refused("{}", Code::missing_field, "services");
  expect_refused(R"({"services":[]})", Code::missing_field, "services");
  expect_refused(with_service(""), Code::missing_field, "services[0].name");
  expect_refused(with_service(R"("name":"a")"), Code::missing_field, "services[0].beatEndpoint");
  expect_refused(with_service(R"("name":"a b","beatEndpoint":"tcp://h:1")"),
                 Code::bad_value,
                 "services[0].name");
  expect_refused(
      with_service(R"("name":")" + std::string(65, 'a') + '"'), Code::too_long, "services[0].name");
  expect_refused(with_service(R"("name":"a","beatEndpoint":"tcp://h:1","restart":[""])"),
                 Code::bad_value,
                 "services[0].restart");
  const std::string twice = R"({"name":"a","beatEndpoint":"tcp://h:1"})";
  expect_refused(
      R"({"services":[)" + twice + "," + twice + "]}", Code::bad_value, "services[1].name");
  expect_refused(with_service(R"("name":"a","beatEndpoint":"tcp://h:1","whenHung":"restart")"),
                 Code::missing_field,
                 "services[0].restart");
  for (const auto* other : {"a", "nobody"}) {
    expect_refused(with_service(R"("name":"a","beatEndpoint":"tcp://h:1","dependsOn":[")" +
                                std::string(other) + "\"]"),
                   Code::bad_value,
                   "services[0].dependsOn");
  }
  expect_refused(std::string(300'000, ' '), Code::too_large, "");
}

TEST(MonitorConfig, ReadsHooksAndRefusesWhatIsNone) {
  const auto with_hook = [](const std::string& hook) {
    return R"({"services":[{"name":"a","beatEndpoint":"tcp://h:1"}],"hooks":[)" + hook + "]}";
  };
  const auto config =
      parse_config(with_hook(R"({"exec":["/bin/tell","x"]},{"webhook":"http://h/p"})"));
  ASSERT_TRUE(config) << config.error().message;
  ASSERT_EQ(config->hooks.size(), 2U);
  EXPECT_EQ(config->hooks[0].exec, (std::vector<std::string>{"/bin/tell", "x"}));
  EXPECT_EQ(config->hooks[1].webhook, "http://h/p");
  expect_refused(with_hook("{}"), Code::bad_value, "hooks[0]");
  expect_refused(with_hook(R"({"exec":["a"],"webhook":"http://h"})"), Code::bad_value, "hooks[0]");
  expect_refused(
      with_hook(R"({"webhook":"file:///etc/passwd"})"), Code::bad_value, "hooks[0].webhook");
  expect_refused(with_hook(R"({"exec":[""]})"), Code::bad_value, "hooks[0].exec");
}

TEST(MonitorConfig, RefusesAMaintenanceWindowThatIsNone) {
  for (const auto* window : {R"({"fromUtc":"25:00","minutes":5})",
                             R"({"fromUtc":"","minutes":5})",
                             R"({"fromUtc":"02:00","minutes":0})"}) {
    expect_refused(with_service(R"("name":"a","beatEndpoint":"tcp://h:1","maintenance":[)" +
                                std::string(window) + "]"),
                   Code::bad_value,
                   "services[0].maintenance");
  }
}

TEST(FindHosts, KeepsTheAddressOfEachServiceAndRefusesByFieldOneThatHasNone) {
  WatchedService found;
  found.beat_endpoint = "tcp://localhost:5001";
  WatchedService wrong;
  wrong.beat_endpoint = "tcp://:5001";
  std::vector<WatchedService> services{found, wrong};
  const auto refused = find_hosts(services);
  EXPECT_EQ(endpoint_of(services[0].address), "tcp://127.0.0.1:5001");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::bad_value);
  EXPECT_EQ(refused.error().field, "services[1].beatEndpoint");
}

TEST(MonitorConfig, SaysWhichFileCannotBeRead) {
  const auto config = load_config("/no/such/file.json");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, Code::not_found);
  EXPECT_EQ(config.error().field, "/no/such/file.json");
}

}  // namespace
}  // namespace latido::monitor
