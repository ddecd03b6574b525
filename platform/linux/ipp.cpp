#include "platform/linux/ipp.h"

#include <charconv>
#include <utility>

namespace anteroom::platform {
namespace {

constexpr const char* user = "anteroom";

struct Address {
  std::string host;
  int port = 0;
};

Address address_of(const std::string& server) {
  if (server.empty()) return {cupsServer(), ippPort()};
  if (server.front() == '/') return {server, 0};
  const auto colon = server.rfind(':');
  const auto bracket = server.rfind(']');
  const bool has_port =
      colon != std::string::npos && (bracket != std::string::npos ? colon > bracket : server.find(':') == colon);
  Address address{has_port ? server.substr(0, colon) : server, IPP_PORT};
  if (has_port) std::from_chars(server.data() + colon + 1, server.data() + server.size(), address.port);
  return address;
}

// Zero: give up. Without it libcups waits for ever.
int give_up(http_t*, void*) { return 0; }

// libcups asks the terminal for a password unless it is told not to.
const char* no_password(const char*, http_t*, const char*, const char*, void*) { return nullptr; }

}  // namespace

bool IppAnswer::not_found() const {
  return m_answer && (m_status == IPP_STATUS_ERROR_NOT_FOUND || m_status == IPP_STATUS_ERROR_GONE);
}

std::optional<int> IppAnswer::number(const char* name) const {
  ipp_attribute_t* attribute = ippFindAttribute(m_answer.get(), name, IPP_TAG_ZERO);
  if (attribute == nullptr) return std::nullopt;
  const ipp_tag_t tag = ippGetValueTag(attribute);
  if (tag != IPP_TAG_INTEGER && tag != IPP_TAG_ENUM) return std::nullopt;
  return ippGetInteger(attribute, 0);
}

std::optional<bool> IppAnswer::truth(const char* name) const {
  ipp_attribute_t* attribute = ippFindAttribute(m_answer.get(), name, IPP_TAG_BOOLEAN);
  if (attribute == nullptr) return std::nullopt;
  return ippGetBoolean(attribute, 0) != 0;
}

std::vector<std::string> IppAnswer::words(const char* name) const {
  std::vector<std::string> words;
  ipp_attribute_t* attribute = ippFindAttribute(m_answer.get(), name, IPP_TAG_ZERO);
  for (int index = 0; index < ippGetCount(attribute); ++index) {
    if (const char* word = ippGetString(attribute, index, nullptr)) words.emplace_back(word);
  }
  return words;
}

std::string IppAnswer::text(const char* name) const {
  auto found = words(name);
  return found.empty() ? std::string() : std::move(found.front());
}

std::vector<IppAnswer::Job> IppAnswer::jobs() const {
  std::vector<Job> jobs;
  bool inside = false;
  for (ipp_attribute_t* each = ippFirstAttribute(m_answer.get()); each != nullptr;
       each = ippNextAttribute(m_answer.get())) {
    if (ippGetGroupTag(each) != IPP_TAG_JOB) {
      inside = false;  // a nameless separator stands between jobs
      continue;
    }
    if (!std::exchange(inside, true)) jobs.emplace_back();
    const std::string_view name = ippGetName(each) == nullptr ? "" : ippGetName(each);
    if (name == "job-id") jobs.back().id = ippGetInteger(each, 0);
    if (name == "job-name" && ippGetString(each, 0, nullptr) != nullptr)
      jobs.back().name = ippGetString(each, 0, nullptr);
    if (name == "job-state") jobs.back().state = static_cast<ipp_jstate_t>(ippGetInteger(each, 0));
  }
  return jobs;
}

IppRequest::IppRequest(ipp_op_t operation, const std::string& printer_uri) : m_request(ippNewRequest(operation)) {
  ippAddString(m_request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, printer_uri.c_str());
  ippAddString(m_request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, user);
}

IppRequest& IppRequest::job(int id) {
  ippAddInteger(m_request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
  return *this;
}

IppRequest& IppRequest::name(const char* attribute, const std::string& value) {
  ippAddString(m_request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, attribute, nullptr, value.c_str());
  return *this;
}

IppRequest& IppRequest::keyword(ipp_tag_t group, const char* attribute, const char* value) {
  ippAddString(m_request.get(), group, IPP_TAG_KEYWORD, attribute, nullptr, value);
  return *this;
}

IppRequest& IppRequest::media_type(const char* attribute, const char* value) {
  ippAddString(m_request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, attribute, nullptr, value);
  return *this;
}

IppRequest& IppRequest::flag(const char* attribute, bool value) {
  ippAddBoolean(m_request.get(), IPP_TAG_OPERATION, attribute, static_cast<char>(value));
  return *this;
}

IppRequest& IppRequest::wanted(std::span<const char* const> attributes) {
  ippAddStrings(m_request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                static_cast<int>(attributes.size()), nullptr, attributes.data());
  return *this;
}

IppConnection::IppConnection(http_t* http, std::string resource, std::string uri, std::chrono::milliseconds patience)
    : m_http(http), m_resource(std::move(resource)), m_uri(std::move(uri)) {
  httpSetTimeout(http, std::chrono::duration<double>(patience).count(), give_up, nullptr);
  cupsSetPasswordCB2(no_password, nullptr);
}

std::optional<IppConnection> IppConnection::to_spooler(const std::string& server, std::chrono::milliseconds patience) {
  const Address address = address_of(server);
  http_t* http = httpConnect2(address.host.c_str(), address.port, nullptr, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1,
                              static_cast<int>(patience.count()), nullptr);
  if (http == nullptr) return std::nullopt;
  return IppConnection(http, "/", "", patience);
}

std::optional<IppConnection> IppConnection::to_device(const std::string& device_uri,
                                                      std::chrono::milliseconds patience) {
  cups_dest_t* destinations = nullptr;
  const int count = cupsAddDest("device", nullptr, 0, &destinations);
  cups_dest_t* device = cupsGetDest("device", nullptr, count, destinations);
  device->num_options = cupsAddOption("device-uri", device_uri.c_str(), device->num_options, &device->options);
  char resource[1024] = "/";
  http_t* http = cupsConnectDest(device, CUPS_DEST_FLAGS_DEVICE, static_cast<int>(patience.count()), nullptr, resource,
                                 sizeof resource, nullptr, nullptr);
  cupsFreeDests(count, destinations);
  if (http == nullptr) return std::nullopt;
  return IppConnection(http, resource, device_uri, patience);
}

IppAnswer IppConnection::ask(IppRequest request) {
  ipp_t* answer = cupsDoRequest(m_http.get(), request.m_request.release(), m_resource.c_str());
  return {answer, cupsLastError()};
}

IppConnection::Sent IppConnection::send(IppRequest request, std::span<const std::byte> document) {
  const std::size_t length = ippLength(request.m_request.get()) + document.size();
  http_status_t status = cupsSendRequest(m_http.get(), request.m_request.get(), m_resource.c_str(), length);
  if (status == HTTP_STATUS_CONTINUE) {
    status = cupsWriteRequestData(m_http.get(), reinterpret_cast<const char*>(document.data()), document.size());
  }
  const bool whole = status == HTTP_STATUS_CONTINUE;
  ipp_t* answer = whole ? cupsGetResponse(m_http.get(), m_resource.c_str()) : nullptr;
  return {.whole = whole, .answer = {answer, cupsLastError()}};
}

}  // namespace anteroom::platform
