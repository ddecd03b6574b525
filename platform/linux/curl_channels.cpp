#include "platform/linux/curl_channels.h"

#include <curl/curl.h>
#include <format>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace anteroom::platform {
namespace {

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;
using Lines = std::unique_ptr<curl_slist, Cleanup>;

// Once for the program; curl has no other safe time for it.
bool curl_is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

void add(Lines& lines, const std::string& line) {
  // On failure curl keeps the list as it was.
  if (curl_slist* longer = curl_slist_append(lines.get(), line.c_str()); longer != nullptr) {
    static_cast<void>(lines.release());
    lines.reset(longer);
  }
}

std::size_t swallow(char*, std::size_t size, std::size_t count, void*) { return size * count; }

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* source) {
  auto& rest = *static_cast<std::string_view*>(source);
  const std::size_t length = rest.copy(buffer, size * count);
  rest.remove_prefix(length);
  return length;
}

Result<Handle> handle_to(const std::string& url, const char* protocols) {
  if (!curl_is_ready()) return failure(Fault::internal, "libcurl does not start");
  Handle handle(curl_easy_init());
  if (!handle) return failure(Fault::internal, "libcurl does not start");
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS,
                   static_cast<long>(std::chrono::milliseconds(network_patience).count()));
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);  // we are on a thread
  curl_easy_setopt(handle.get(), CURLOPT_NOPROXY, "*");  // the clinic's own network, as the settings name it
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, swallow);
  return handle;
}

// `whom` is for IT staff: never the address itself, which may carry a token.
Result<void> outcome_of(CURLcode code, std::string_view whom) {
  if (code == CURLE_OK) return {};
  const Fault fault = code == CURLE_OPERATION_TIMEDOUT ? Fault::timed_out : Fault::unavailable;
  return failure(fault, std::format("{}: {}", whom, curl_easy_strerror(code)));
}

std::string json_text(std::string_view text) {
  std::string json = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') json += '\\';
    json += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
  }
  return json + '"';
}

std::string_view word_of(AlertSubject subject) {
  switch (subject) {
    case AlertSubject::patient: return "patient";
    case AlertSubject::printer: return "printer";
    case AlertSubject::storage: return "storage";
  }
  return "patient";
}

std::string json_of(const AlertMessage& message, std::string_view subject) {
  return std::format(R"({{"kiosk":{},"visit":{},"at":{},"subject":{},"urgent":{},"for":{},"escalated":{}}})",
                     json_text(message.kiosk), json_text(message.visit_code), json_text(message.minute),
                     json_text(subject), message.urgent, json_text(message.contact), message.escalated);
}

Result<void> post(const std::string& url, const std::string& json) {
  auto handle = handle_to(url, "http,https");
  if (!handle) return std::unexpected(std::move(handle.error()));
  Lines headers;
  add(headers, "Content-Type: application/json");
  curl_easy_setopt(handle->get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle->get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(json.size()));
  curl_easy_setopt(handle->get(), CURLOPT_POSTFIELDS, json.c_str());
  if (auto done = outcome_of(curl_easy_perform(handle->get()), "webhook"); !done) return done;
  long status = 0;
  curl_easy_getinfo(handle->get(), CURLINFO_RESPONSE_CODE, &status);
  if (status >= 200 && status < 300) return {};
  return failure(Fault::unavailable, std::format("webhook: the server answered {}", status));
}

std::string subject_line(const AlertMessage& message) {
  const std::string_view mark = message.escalated ? "Not acknowledged: " : "";
  switch (message.subject) {
    case AlertSubject::patient:
      return std::format("{}please see the patient{}, {}, visit {}", mark, message.urgent ? " now" : "", message.kiosk,
                         message.visit_code);
    case AlertSubject::printer: return std::format("{}a printer needs somebody, {}", mark, message.kiosk);
    case AlertSubject::storage: return std::format("{}the kiosk cannot save, {}", mark, message.kiosk);
  }
  return {};
}

// One line, whatever the settings hold: what begins a second one would be a header of its own. The words are ASCII or
// UTF-8, which the relay has to take.
std::string one_line_of(std::string text) {
  for (char& letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20) letter = ' ';
  }
  return text;
}

std::string mail_text(const AlertMessage& message, const std::string& from, const std::string& to) {
  const std::string subject = one_line_of(subject_line(message));
  return std::format(
      "From: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n"
      "{}.\r\n{}\r\nFor: {}\r\n",
      from, to, subject, subject, one_line_of(message.minute), one_line_of(message.contact));
}

}  // namespace

WebhookAlertChannel::WebhookAlertChannel(Config::Webhook webhook) : m_webhook(std::move(webhook)) {}

Result<void> WebhookAlertChannel::deliver(const AlertMessage& message) {
  const bool second = message.escalated && !m_webhook.second_url.empty();
  return post(second ? m_webhook.second_url : m_webhook.url, json_of(message, word_of(message.subject)));
}

Result<void> WebhookAlertChannel::self_test() {
  const std::string json = json_of({}, "self-test");
  if (auto first = post(m_webhook.url, json); !first) return first;
  return m_webhook.second_url.empty() ? Result<void>{} : post(m_webhook.second_url, json);
}

MailAlertChannel::MailAlertChannel(Config::Mail mail) : m_mail(std::move(mail)) {}

Result<void> MailAlertChannel::deliver(const AlertMessage& message) {
  const bool second = message.escalated && !m_mail.second_to.empty();
  const std::string& to = second ? m_mail.second_to : m_mail.to;
  auto handle = handle_to(m_mail.relay, "smtp,smtps");
  if (!handle) return std::unexpected(std::move(handle.error()));
  Lines recipients;
  add(recipients, "<" + to + ">");
  const std::string from = "<" + m_mail.from + ">";
  const std::string text = mail_text(message, m_mail.from, to);
  std::string_view rest = text;
  curl_easy_setopt(handle->get(), CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
  curl_easy_setopt(handle->get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle->get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle->get(), CURLOPT_READFUNCTION, give);
  curl_easy_setopt(handle->get(), CURLOPT_READDATA, &rest);
  curl_easy_setopt(handle->get(), CURLOPT_UPLOAD, 1L);
  return outcome_of(curl_easy_perform(handle->get()), "mail relay");
}

Result<void> MailAlertChannel::self_test() {
  auto handle = handle_to(m_mail.relay, "smtp,smtps");
  if (!handle) return std::unexpected(std::move(handle.error()));
  curl_easy_setopt(handle->get(), CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
  curl_easy_setopt(handle->get(), CURLOPT_NOBODY, 1L);
  curl_easy_setopt(handle->get(), CURLOPT_CUSTOMREQUEST, "NOOP");
  return outcome_of(curl_easy_perform(handle->get()), "mail relay");
}

}  // namespace anteroom::platform
