#include "monitor/delivery.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <memory>

namespace latido::monitor {
namespace {

constexpr long kSuccess = 2;  // hundreds
constexpr long kHundred = 100;

// What is used of libcurl, once it is loaded.
struct Curl {
  decltype(&curl_easy_init) init = nullptr;
  decltype(&curl_easy_cleanup) cleanup = nullptr;
  decltype(&curl_easy_setopt) set = nullptr;
  decltype(&curl_easy_perform) perform = nullptr;
  decltype(&curl_easy_getinfo) info = nullptr;
  decltype(&curl_easy_strerror) words = nullptr;
  decltype(&curl_slist_append) append = nullptr;
  decltype(&curl_slist_free_all) free = nullptr;
};

template <typename Function>
void find(void* library, const char* name, Function& out) {
  out = reinterpret_cast<Function>(::dlsym(library, name));
}

const Curl* curl() {
  static const auto loaded = []() -> std::unique_ptr<Curl> {
    void* library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return nullptr;
    auto out = std::make_unique<Curl>();
    find(library, "curl_easy_init", out->init);
    find(library, "curl_easy_cleanup", out->cleanup);
    find(library, "curl_easy_setopt", out->set);
    find(library, "curl_easy_perform", out->perform);
    find(library, "curl_easy_getinfo", out->info);
    find(library, "curl_easy_strerror", out->words);
    find(library, "curl_slist_append", out->append);
    find(library, "curl_slist_free_all", out->free);
    return out;
  }();
  return loaded.get();
}

std::size_t ignore(char* /*bytes*/, std::size_t size, std::size_t count, void* /*nothing*/) {
  return size * count;
}

}  // namespace

std::string deliver_to_url(const std::string& url,
                           const std::string& text,
                           std::chrono::seconds patience) {
  const auto* api = curl();
  if (api == nullptr) return "libcurl is not installed";
  const std::unique_ptr<CURL, decltype(api->cleanup)> handle(api->init(), api->cleanup);
  const std::unique_ptr<curl_slist, decltype(api->free)> headers(
      api->append(nullptr, "Content-Type: application/json"), api->free);
  if (!handle || !headers) return "libcurl could not begin";
  api->set(handle.get(), CURLOPT_URL, url.c_str());
  api->set(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  api->set(handle.get(), CURLOPT_POSTFIELDS, text.c_str());
  api->set(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  api->set(handle.get(), CURLOPT_WRITEFUNCTION, ignore);
  api->set(handle.get(), CURLOPT_NOSIGNAL, 1L);
  api->set(handle.get(), CURLOPT_TIMEOUT, static_cast<long>(patience.count()));
  if (const auto code = api->perform(handle.get()); code != CURLE_OK) return api->words(code);
  long status = 0;
  api->info(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  return status / kHundred == kSuccess ? "" : "answered " + std::to_string(status);
}

}  // namespace latido::monitor
