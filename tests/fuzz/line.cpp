// Any bytes as a request on each of the lines between the kiosk's processes, and as a reply. What is taken is exactly
// one call, with nothing left over; nobody without an open day gets anything opened; a reply that is none is a failure.
#include "platform/remote/notifier.h"
#include "platform/remote/remote_vault.h"
#include "platform/remote/vault_session.h"
#include "tests/fuzz/clinic_keys.h"
#include "tests/support/failing_store.h"
#include "tests/support/hand_clock.h"
#include "tests/support/memory_printer.h"
#include "tests/support/remote_alert_channel.h"
#include "tests/support/repeating_random.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace {

using namespace anteroom;
using namespace anteroom::platform;
using forms::claim;

// There is no disk behind it: every call fails, once its arguments are there.
class StoreAway final : public testing::FailingStore {
 public:
  StoreAway() : FailingStore(nullptr) { set(Mood::dead); }
  void forget() override {}
  void act_as(std::string) override {}
  void keep_audit(AuditPen) override {}
  void open_identities(IdentityOpener opener) override { claim(!opener, "nobody is told who a row is of"); }
};

class Door final : public VaultDoor {
 public:
  Result<Opening> enter(std::string_view) override { return Opening{}; }
};

// Fresh for each input: a day that one of them opened (a seed knows the passphrase) is not open to the next.
struct Session {
  StoreAway store;
  testing::HandClock clock;
  testing::RepeatingRandom random;
  VaultSession vault{store, keys(), clock, {.random = random, .examine = [] { return std::vector<std::string>{}; }}};

 private:
  static const Vault& keys() {
    static const Vault made = *Vault::create(fuzzed_device, clinic_keys());
    return made;
  }
};

std::optional<std::string> answer(VaultSession& vault, int line, std::string_view request) {
  static testing::RemoteAlertChannel printer;
  static const std::array<AlertChannel*, 1> channels{&printer};
  static NotifierSession notifier(channels);
  static testing::MemoryPrinter paper;
  static NotifierSession printing(paper);
  Door door;
  VaultDoor& entrance = door;
  switch (line) {
    case 0: return DoorCalls::answer(request, entrance);
    case 1: return vault.answer(VaultLine::quick, request);
    case 2: return vault.answer(VaultLine::slow, request);
    case 3: return vault.answer(VaultLine::examination, request);
    case 4: return notifier.answer(request);
    default: return printing.answer(request);
  }
}

// Says one thing, whatever it is asked.
class OneReply final : public Line {
 public:
  explicit OneReply(std::string_view reply) : m_reply(reply) {}
  Result<std::string> ask(std::string_view) override { return m_reply; }
  void hang_up() override { m_stands = false; }
  [[nodiscard]] bool stands() const override { return m_stands; }

 private:
  std::string m_reply;
  bool m_stands = true;
};

template <class Ask>
void claim_of_reply(std::string_view reply, Ask ask) {
  const auto line = std::make_shared<OneReply>(reply);
  const auto records = remote_records(line);
  const auto answer = ask(*records);
  claim(line->stands() || !answer, "what is no answer is none");
  claim(answer || answer.error().fault == Fault::unavailable || line->stands(), "a failure of the line is one");
}

template <class Ask>
void claim_of_office_reply(std::string_view reply, Ask ask) {
  const auto line = std::make_shared<OneReply>(reply);
  RemoteVault vault({line, line, line});
  const auto answer = ask(vault);
  claim(line->stands() || !answer, "what is no answer is none");
  claim(answer || answer.error().fault == Fault::unavailable || line->stands(), "a failure of the line is one");
}

void claim_of_replies(int which, std::string_view reply) {
  using Records = KioskRecords;
  switch (which) {
    case 0: return claim_of_reply(reply, [](Records& records) { return records.visits({}, {}); });
    case 1: return claim_of_reply(reply, [](Records& records) { return records.answers({}); });
    case 2: return claim_of_reply(reply, [](Records& records) { return records.open_alerts(); });
    case 3: return claim_of_reply(reply, [](Records& records) { return records.audit_rows(0, 1); });
    case 4: return claim_of_reply(reply, [](Records& records) { return records.staff(); });
    case 5: return claim_of_reply(reply, [](Records& records) { return records.sound_test(); });
    case 6: return claim_of_reply(reply, [](Records& records) { return records.figures({}); });
    case 7: return claim_of_reply(reply, [](Records& records) { return records.end_visit({}, {}, {}); });
    case 8: return claim_of_office_reply(reply, [](Office& office) { return office.keys(); });
    case 9: return claim_of_office_reply(reply, [](Office& office) { return office.check_records(); });
    default: return claim_of_office_reply(reply, [](Office& office) { return office.make_pin("Rosa"); });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const int line = data[0] % 6;
  const std::string request(reinterpret_cast<const char*>(data) + 1, size - 1);
  Session session;
  VaultSession& vault = session.vault;
  if (const auto reply = answer(vault, line, request)) {
    claim(!answer(vault, line, request + '\0'), "a byte more is another request");
    claim(request.empty() || !answer(vault, line, std::string_view(request).substr(0, request.size() - 1)),
          "and so is one less");
  }
  claim_of_replies(data[0] % 11, request);
  return 0;
}
