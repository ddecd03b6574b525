// The clinic's keys: one more passphrase, one less, a new key. What a change takes is proved by a passphrase, as on a
// terminal; nothing changes before its end.
#include "kiosk/flow/open_day.h"
#include "kiosk/flow/staff_steps.h"

#include <utility>

namespace anteroom::flow {
namespace {

using Change = staff::Keys::Change;
using Stage = staff::Keys::Stage;
using Problem = staff::Keys::Problem;

void prepare(State& state, const Staff& screen, staff::Keys& keys, Services& services) {
  keys.stage = Stage::working;
  services.jobs.run([&office = services.office, by = screen.id, change = keys.change, way = keys.way,
                     proof = take_passphrase(keys.proof), inbox = state.inbox]() mutable {
    const auto nothing = [] { return std::string(); };
    Result<std::string> prepared;
    switch (change) {
      case Change::add: prepared = office.prepare_passphrase(by, proof); break;
      case Change::remove: prepared = office.prepare_removal(by, way, proof).transform(nothing); break;
      case Change::rotate: prepared = office.prepare_epoch(by).transform(nothing); break;
    }
    wipe(proof);
    return std::function<void()>(
        [inbox, prepared = std::move(prepared)] { inbox->push_back(intent::KeysPrepared{prepared}); });
  });
}

staff::Step list(Services& services, Problem problem = Problem::none) {
  auto read = services.office.keys();
  if (!read) {
    services.log.write(platform::Event::store_failed);
    return staff::Trouble{};
  }
  staff::Keys keys;
  keys.keys = *std::move(read);
  keys.problem = problem;
  return keys;
}

// Whatever was opened before opens no more: with a new key the day begins anew.
staff::Step keep(State& state, const Staff& screen, staff::Keys& keys, Services& services) {
  wipe(keys.passphrase);
  if (!services.office.keep_keys(screen.id)) {
    services.log.write(platform::Event::store_failed);
    return list(services, Problem::refused);
  }
  keys.stage = keys.change == Change::add ? Stage::added : Stage::changed;
  if (keys.stage == Stage::changed) close_day(state, services);
  return std::move(keys);
}

staff::Step prepared(State& state, const Staff& screen, staff::Keys& keys, const Result<std::string>& result,
                     Services& services) {
  if (!result) {
    const Fault fault = result.error().fault;
    if (fault == Fault::denied && keys.change != Change::rotate) {
      keys.stage = Stage::proof;
      keys.proof.problem = OpenDay::Problem::wrong;
      return std::move(keys);
    }
    return list(services, fault == Fault::conflict ? Problem::last : Problem::refused);
  }
  if (keys.change != Change::add) return keep(state, screen, keys, services);
  keys.passphrase = *result;
  keys.stage = Stage::passphrase;
  return std::move(keys);
}

}  // namespace

staff::Step open_keys(Services& services) { return list(services); }

staff::Step on_step(State& state, const Staff& screen, staff::Keys& keys, const Intent& intent, Services& services) {
  const bool back = std::holds_alternative<intent::Back>(intent);
  const bool goes_on = std::holds_alternative<intent::Continue>(intent);
  switch (keys.stage) {
    case Stage::list:
      if (back) return home_of(screen.role, services);
      if (goes_on) {
        keys.change = Change::add;
        keys.stage = Stage::proof;
      } else if (const auto* removed = std::get_if<intent::RemoveWay>(&intent)) {
        keys.change = Change::remove;
        keys.way = removed->number;
        keys.stage = Stage::removing;
      } else if (std::holds_alternative<intent::RotateKey>(intent)) {
        keys.change = Change::rotate;
        keys.stage = Stage::rotating;
      }
      break;
    case Stage::removing:
      if (back) return list(services);
      if (goes_on) keys.stage = Stage::proof;
      break;
    case Stage::rotating:
      if (back) return list(services);
      if (goes_on) prepare(state, screen, keys, services);
      break;
    case Stage::proof:
      if (back) return list(services);
      if (type_words(keys.proof, intent, services)) prepare(state, screen, keys, services);
      break;
    case Stage::working:
      if (const auto* result = std::get_if<intent::KeysPrepared>(&intent))
        return prepared(state, screen, keys, result->passphrase, services);
      break;
    case Stage::passphrase:
      if (back) return list(services);  // as if nothing had been asked for
      if (goes_on) keys.stage = Stage::confirming;
      break;
    case Stage::confirming:
      if (back) keys.stage = Stage::passphrase;
      if (goes_on) return keep(state, screen, keys, services);
      break;
    case Stage::added:
      if (back || goes_on) return list(services);
      break;
    case Stage::changed: break;  // they are signed out
  }
  return std::move(keys);
}

}  // namespace anteroom::flow
