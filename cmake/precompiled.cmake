# Headers that nearly every file reads are compiled once and shared; it halves the time that a build takes. Every file still includes what it
# uses: the lint pass reads the sources without (scripts/lint.sh).
set(standard <algorithm> <array> <chrono> <deque> <functional> <map> <memory> <optional> <span> <stdexcept> <string> <string_view>
  <thread> <unordered_map> <utility> <variant> <vector> <tl/expected.hpp>)
set(messages <capnp/message.h> <capnp/serialize.h> <schema/commands.capnp.h> <schema/queries.capnp.h> <schema/envelope.capnp.h>)

target_precompile_headers(latido_base PRIVATE ${standard})
foreach(reader latido_money latido_process latido_export latido_header latido_messaging latido_health latido_proof latido_sqlite latido_db latido_domain
    latido_comandos latido_broker_core latido_broker_io latido_monitor_core latido_monitor_world
    latido_monitor_history latido_monitor_keeper latido_heart)
  target_precompile_headers(${reader} REUSE_FROM latido_base)
endforeach()

target_precompile_headers(monitor PRIVATE ${standard} <spdlog/spdlog.h> <zmq.hpp>)

target_precompile_headers(latido_wire PRIVATE ${standard} ${messages})
foreach(reader latido_consultas latido_client latido_command_text)
  target_precompile_headers(${reader} REUSE_FROM latido_wire)
endforeach()

target_precompile_headers(latido PRIVATE ${standard} ${messages})  # its own: it is not optimised
if(LATIDO_TESTS)
  target_precompile_headers(latido_test_main PRIVATE ${standard} ${messages} <gmock/gmock.h> <gtest/gtest.h> <rapidcheck/gtest.h>)
endif()
