// One IPP conversation with a spooler or a device, with time-outs; owns what libcups hands out. For CupsPrinter alone.
#pragma once

#include <chrono>
#include <cups/cups.h>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

// The answer to a request; never null inside, so that reading an attribute that is absent is the only special case.
class IppAnswer {
 public:
  IppAnswer(ipp_t* answer, ipp_status_t status) : m_answer(answer), m_status(status) {}

  [[nodiscard]] bool ok() const { return m_answer && m_status < IPP_STATUS_REDIRECTION_OTHER_SITE; }
  [[nodiscard]] bool not_found() const;
  [[nodiscard]] bool unanswered() const { return !m_answer; }
  [[nodiscard]] std::string status_text() const { return ippErrorString(m_status); }

  [[nodiscard]] std::optional<int> number(const char* name) const;
  [[nodiscard]] std::optional<bool> truth(const char* name) const;
  [[nodiscard]] std::string text(const char* name) const;
  [[nodiscard]] std::vector<std::string> words(const char* name) const;

  struct Job {
    int id = 0;
    std::string name;
    ipp_jstate_t state = IPP_JSTATE_PENDING;
  };
  // Of a Get-Jobs answer.
  [[nodiscard]] std::vector<Job> jobs() const;

 private:
  struct Delete {
    void operator()(ipp_t* answer) const { ippDelete(answer); }
  };
  std::unique_ptr<ipp_t, Delete> m_answer;
  ipp_status_t m_status;
};

// A request under construction.
class IppRequest {
 public:
  IppRequest(ipp_op_t operation, const std::string& printer_uri);
  IppRequest& job(int id);
  IppRequest& name(const char* attribute, const std::string& value);
  IppRequest& keyword(ipp_tag_t group, const char* attribute, const char* value);
  IppRequest& media_type(const char* attribute, const char* value);
  IppRequest& flag(const char* attribute, bool value);
  IppRequest& wanted(std::span<const char* const> attributes);

 private:
  friend class IppConnection;
  struct Delete {
    void operator()(ipp_t* request) const { ippDelete(request); }
  };
  std::unique_ptr<ipp_t, Delete> m_request;
};

class IppConnection {
 public:
  // Null when it cannot be reached within `patience`. `server` as in Config::PrinterQueue.
  [[nodiscard]] static std::optional<IppConnection> to_spooler(const std::string& server,
                                                               std::chrono::milliseconds patience);
  // Straight to the device behind `device_uri` (ipp, ipps, dnssd).
  [[nodiscard]] static std::optional<IppConnection> to_device(const std::string& device_uri,
                                                              std::chrono::milliseconds patience);

  [[nodiscard]] IppAnswer ask(IppRequest request);
  struct Sent {
    bool whole = false;  // every byte went out
    IppAnswer answer;
  };
  [[nodiscard]] Sent send(IppRequest request, std::span<const std::byte> document);

  // Where requests are addressed on a device connection.
  [[nodiscard]] const std::string& uri() const { return m_uri; }

 private:
  struct Close {
    void operator()(http_t* http) const { httpClose(http); }
  };
  IppConnection(http_t* http, std::string resource, std::string uri, std::chrono::milliseconds patience);

  std::unique_ptr<http_t, Close> m_http;
  std::string m_resource;
  std::string m_uri;
};

}  // namespace anteroom::platform
