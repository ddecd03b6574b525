// The kiosk can write answers and cannot read them. With the device key, the whole database and all of this code in
// hand none of 1,000 answers opens; with the clinic's six words all of them do.
#include "platform/vault/device_keys.h"
#include "platform/vault/recovery_code.h"
#include "platform/vault/vault.h"
#include "tests/platform/store/sample_visit.h"
#include "tests/support/memory_folder.h"
#include "tests/support/repeating_random.h"

#include <array>
#include <cstring>
#include <format>
#include <gtest/gtest.h>
#include <print>
#include <set>
#include <sodium.h>
#define SQLITE_HAS_CODEC
#include <sqlite3.h>
#include <type_traits>

namespace anteroom::platform {
namespace {

constexpr std::string_view passphrase = "gravel unusual otter lilac second thumb";
constexpr GuessingCost cheap{.operations = 1, .memory_bytes = 8192};
constexpr int records = 1000;

// The type system's half of the proof: nobody makes an Unlocked but a Vault that was given a secret.
static_assert(!std::is_default_constructible_v<Unlocked> && !std::is_copy_constructible_v<Unlocked> &&
              !std::is_move_constructible_v<Unlocked>);
template <class Anything>
concept opens = requires(const Anything& value) { value.open(std::string_view{}, std::string_view{}); };
static_assert(opens<Unlocked> && !opens<Vault> && !opens<KeyRing> && !opens<DeviceKeys>);

using Bytes = std::array<unsigned char, 32>;

// Every value of every row of every table, as a thief with the database key reads them.
std::vector<std::string> every_value_in(const std::filesystem::path& file, const SecretKey& key) {
  std::vector<std::string> values;
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr), SQLITE_OK);
  std::string hex = "x'";
  for (const std::byte byte : key.bytes()) hex += std::format("{:02x}", std::to_integer<unsigned>(byte));
  hex += "'";
  sqlite3_key(database, hex.data(), static_cast<int>(hex.size()));
  const auto each = [&](const std::string& sql, const auto& take) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      for (int column = 0; column < sqlite3_column_count(statement); ++column) {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        if (bytes != nullptr) take(std::string(bytes, size));
      }
    }
    sqlite3_finalize(statement);
  };
  std::vector<std::string> tables;
  each("SELECT name FROM sqlite_schema WHERE type = 'table'",
       [&](std::string name) { tables.push_back(std::move(name)); });
  for (const std::string& table : tables)
    each("SELECT * FROM \"" + table + "\"", [&](std::string value) { values.push_back(std::move(value)); });
  sqlite3_close(database);
  return values;
}

class Thief {
 public:
  Thief(const SecretKey& device_key, const std::vector<std::string>& values) {
    const auto* device = reinterpret_cast<const unsigned char*>(device_key.bytes().data());
    try_out(device);
    for (std::uint64_t purpose = 0; purpose < 16; ++purpose) {
      Bytes derived{};
      crypto_kdf_derive_from_key(derived.data(), derived.size(), purpose, "anteroom", device);
      try_out(derived.data());
    }
    for (const std::string& value : values) {
      const auto* bytes = reinterpret_cast<const unsigned char*>(value.data());
      // As it stands, at every place; sealed answers by their beginning only, or it would take minutes.
      const std::size_t most = value.size() > 512 ? 8 : 128;
      const std::size_t places = value.size() < 32 ? 0 : std::min(value.size() - 31, most);
      for (std::size_t at = 0; at < places; ++at) try_out(bytes + at);
      Bytes hashed{};
      crypto_generichash(hashed.data(), hashed.size(), bytes, value.size(), nullptr, 0);
      try_out(hashed.data());
      crypto_generichash(hashed.data(), hashed.size(), bytes, value.size(), device, 32);
      try_out(hashed.data());
    }
  }

  [[nodiscard]] std::size_t candidates() const { return m_secrets.size(); }
  // A secret key fits a box when its public half is the one that the box was made for: that is cheap to ask of all.
  [[nodiscard]] int fitting(const PublicKey& epoch) const {
    int fit = 0;
    for (const Bytes& secret : m_secrets) {
      Bytes half{};
      if (crypto_scalarmult_base(half.data(), secret.data()) == 0 && std::memcmp(half.data(), epoch.data(), 32) == 0)
        ++fit;
    }
    return fit;
  }
  // And once for real, with one candidate after the other.
  [[nodiscard]] bool opens(const std::string& sealed, const PublicKey& epoch, std::size_t number) const {
    const std::string box = sealed.substr(5, sealed.size() - 5 - crypto_sign_BYTES);
    std::string text(box.size(), '\0');
    auto which = m_secrets.begin();
    std::advance(which, static_cast<std::ptrdiff_t>(number * 97 % m_secrets.size()));
    return crypto_box_seal_open(reinterpret_cast<unsigned char*>(text.data()),
                                reinterpret_cast<const unsigned char*>(box.data()), box.size(),
                                reinterpret_cast<const unsigned char*>(epoch.data()), which->data()) == 0;
  }

 private:
  void try_out(const unsigned char* bytes) {
    Bytes secret{};
    std::memcpy(secret.data(), bytes, secret.size());
    m_secrets.insert(secret);
    Bytes half{};
    Bytes grown{};
    crypto_box_seed_keypair(half.data(), grown.data(), secret.data());
    m_secrets.insert(grown);
  }
  std::set<Bytes> m_secrets;
};

TEST(WriteOnly, device_key_and_database_open_none_of_1000_answers_and_the_passphrase_all_of_them) {
  const anteroom::testing::MemoryFolder folder;
  const std::filesystem::path file = folder.path() / "records.db";
  const SecretKey device = key_of(0x11);
  const SecretKey database_key = *DeviceKeys(device).database_key();
  {
    anteroom::testing::RepeatingRandom random;
    const auto ring = make_key_ring(device, passphrase, key_of(0x22), noon, random, cheap);
    ASSERT_TRUE(ring);
    const auto store = open_record_store(file, database_key, OpenMode::create);
    ASSERT_TRUE(store) << store.error().detail;
    ASSERT_TRUE((*store)->set_key_ring(*ring));
    const auto vault = Vault::create(device, *(*store)->key_ring());
    ASSERT_TRUE(vault);
    ASSERT_TRUE((*store)->keep_identities(identity_sealer(*vault)));
    for (int count = 0; count < records / 40; ++count) {
      const auto visit = (*store)->start_visit(new_visit(), noon, static_cast<std::uint32_t>(count));
      ASSERT_TRUE(visit);
      ASSERT_TRUE((*store)->begin_visit(visit->id, noon));
      for (int sequence = 1; sequence <= 40; ++sequence) {
        const auto sealed =
            vault->seal(std::format("{{\"i\":{}}}", sequence % 4), place_of_answer(visit->id, sequence));
        ASSERT_TRUE(sealed);
        ASSERT_TRUE(
            (*store)->commit_answer(visit->id, {sequence, "phq-9", "/44250-9", *sealed, noon}, 40, std::nullopt));
      }
    }
  }

  // The thief has the file and K_dev, and runs this very code on them.
  const auto values = every_value_in(file, database_key);
  ASSERT_GT(values.size(), 5U * records);
  for (const std::string& value : values) ASSERT_FALSE(value.contains("{\"i\":")) << "an answer lies in clear";
  const auto store = open_record_store(file, database_key, OpenMode::existing);
  ASSERT_TRUE(store) << store.error().detail;
  const auto vault = Vault::create(device, *(*store)->key_ring());
  ASSERT_TRUE(vault);
  const Thief thief(device, values);
  const PublicKey epoch = vault->ring().epochs.front().public_key;
  EXPECT_EQ(thief.fitting(epoch), 0);
  int guesses = 0;
  for (const std::string& value : values) {
    if (value.size() > 100) continue;
    EXPECT_FALSE(vault->unlock(value));
    EXPECT_FALSE(vault->recover(value));
    if (++guesses == 500) break;
  }
  EXPECT_FALSE(vault->recover(recovery_code_of(device)));

  const auto keys = vault->unlock(passphrase);
  ASSERT_TRUE(keys) << keys.error().detail;
  int by_thief = 0;
  int by_clinic = 0;
  std::size_t number = 0;
  const auto visits = (*store)->visits(noon, noon + std::chrono::hours{1});
  ASSERT_TRUE(visits);
  for (const VisitRow& visit : *visits) {
    const auto rows = (*store)->answers(visit.id);
    ASSERT_TRUE(rows);
    for (const AnswerRow& row : *rows) {
      if (thief.opens(row.payload, epoch, number++)) ++by_thief;
      const auto text = (*keys)->open(row.payload, place_of_answer(visit.id, row.sequence));
      if (text == std::format("{{\"i\":{}}}", row.sequence % 4)) ++by_clinic;
    }
  }
  std::println(
      "write-only: {} keys made from the device key and {} stored values: {} of {} answers opened; with the "
      "passphrase {} of {}",
      thief.candidates(), values.size(), by_thief, number, by_clinic, number);
  EXPECT_EQ(by_thief, 0);
  EXPECT_EQ(by_clinic, records);
}

}  // namespace
}  // namespace anteroom::platform
