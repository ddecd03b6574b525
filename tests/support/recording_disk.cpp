#include "tests/support/recording_disk.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <new>
#include <sqlite3.h>
#include <string_view>
#include <utility>

namespace anteroom::testing {

struct RecordingDisk::Layer {
  sqlite3_vfs vfs{};
  sqlite3_vfs* real = nullptr;
  bool registered = true;
};

namespace {

constexpr std::size_t sector = 512;

using Kind = RecordingDisk::Operation::Kind;

// As the offset of `create`: SQLite's own disk syncs the folder too when it first syncs a log or a journal.
constexpr std::size_t syncs_its_folder = 1;

struct RecordedFile {
  sqlite3_file base;  // first: SQLite knows this one only
  RecordingDisk* disk;
  std::string* name;  // null for a file that no power cut concerns
  sqlite3_file* real;
};

RecordedFile& recorded(sqlite3_file* file) { return *reinterpret_cast<RecordedFile*>(file); }
const sqlite3_io_methods& real_methods(sqlite3_file* file) { return *recorded(file).real->pMethods; }
sqlite3_file* real_file(sqlite3_file* file) { return recorded(file).real; }

void note(sqlite3_file* file, Kind kind, std::size_t offset = 0, std::string bytes = {}) {
  const RecordedFile& which = recorded(file);
  if (which.name != nullptr) which.disk->note({kind, *which.name, offset, std::move(bytes)});
}

int close_file(sqlite3_file* file) {
  const int code = real_methods(file).xClose(real_file(file));
  delete recorded(file).name;
  recorded(file).name = nullptr;
  return code;
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  note(file, Kind::write, static_cast<std::size_t>(offset),
       std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)));
  return real_methods(file).xWrite(real_file(file), bytes, size, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  note(file, Kind::truncate, static_cast<std::size_t>(size));
  return real_methods(file).xTruncate(real_file(file), size);
}

int sync_file(sqlite3_file* file, int) {
  note(file, Kind::sync);
  return SQLITE_OK;
}

int control_file(sqlite3_file* file, int operation, void* argument) {
  if (operation == SQLITE_FCNTL_PRAGMA) {
    // SQLite asks the disk first, and reads the value after that: so it is another one.
    char** words = static_cast<char**>(argument);
    if (std::string_view(words[1]) == "synchronous" && words[2] != nullptr) {
      const Synchronous instead = recorded(file).disk->synchronous();
      if (instead != Synchronous::full) std::strcpy(words[2], instead == Synchronous::normal ? "1" : "0");
    }
  }
  return real_methods(file).xFileControl(real_file(file), operation, argument);
}

// Version 2: no memory-mapped reading and writing, which no disk layer would see.
constexpr sqlite3_io_methods methods{
    .iVersion = 2,
    .xClose = close_file,
    .xRead = [](sqlite3_file* file, void* bytes, int size,
                sqlite3_int64 offset) { return real_methods(file).xRead(real_file(file), bytes, size, offset); },
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = [](sqlite3_file* file,
                    sqlite3_int64* size) { return real_methods(file).xFileSize(real_file(file), size); },
    .xLock = [](sqlite3_file* file, int lock) { return real_methods(file).xLock(real_file(file), lock); },
    .xUnlock = [](sqlite3_file* file, int lock) { return real_methods(file).xUnlock(real_file(file), lock); },
    .xCheckReservedLock = [](sqlite3_file* file,
                             int* is_held) { return real_methods(file).xCheckReservedLock(real_file(file), is_held); },
    .xFileControl = control_file,
    .xSectorSize = [](sqlite3_file* file) { return real_methods(file).xSectorSize(real_file(file)); },
    .xDeviceCharacteristics =
        [](sqlite3_file* file) { return real_methods(file).xDeviceCharacteristics(real_file(file)); },
    .xShmMap =
        [](sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
          return real_methods(file).xShmMap(real_file(file), region, size, extend, memory);
        },
    .xShmLock = [](sqlite3_file* file, int offset, int count,
                   int flags) { return real_methods(file).xShmLock(real_file(file), offset, count, flags); },
    .xShmBarrier = [](sqlite3_file* file) { real_methods(file).xShmBarrier(real_file(file)); },
    .xShmUnmap = [](sqlite3_file* file, int remove) { return real_methods(file).xShmUnmap(real_file(file), remove); },
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

RecordingDisk* recording = nullptr;
sqlite3_vfs* real_disk = nullptr;

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* given_flags) {
  RecordedFile& opened = recorded(file);
  opened = {.base = {.pMethods = nullptr}, .disk = recording, .name = nullptr, .real = nullptr};
  opened.real = reinterpret_cast<sqlite3_file*>(&opened + 1);
  const int code = real_disk->xOpen(real_disk, path, opened.real, flags, given_flags);
  if (code != SQLITE_OK) return code;
  opened.base.pMethods = &methods;
  if (path == nullptr || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) == 0) return code;
  opened.name = new std::string(std::filesystem::path(path).filename().string());
  note(file, Kind::create, (flags & SQLITE_OPEN_MAIN_DB) != 0 ? 0 : syncs_its_folder);
  return code;
}

int remove_file(sqlite3_vfs*, const char* path, int sync_folder) {
  recording->note(
      {Kind::remove, std::filesystem::path(path).filename().string(), static_cast<std::size_t>(sync_folder)});
  return real_disk->xDelete(real_disk, path, sync_folder);
}

// One file as it lies on the disk, and what was not synced yet.
struct Lying {
  bool there = false;
  std::string bytes;
  std::vector<const RecordingDisk::Operation*> pending;
  bool syncs_folder = false;
};

void write_at(std::string& bytes, std::size_t offset, std::string_view written) {
  if (bytes.size() < offset + written.size()) bytes.resize(offset + written.size(), '\0');
  bytes.replace(offset, written.size(), written);
}

void carry_out(Lying& file, const RecordingDisk::Operation& operation) {
  switch (operation.kind) {
    case Kind::create: file.there = true; break;
    case Kind::write: write_at(file.bytes, operation.offset, operation.bytes); break;
    case Kind::truncate: file.bytes.resize(std::min(file.bytes.size(), operation.offset)); break;
    case Kind::remove:
      file.there = false;
      file.bytes.clear();
      break;
    case Kind::sync: break;
  }
}

// Which files there are is on the disk now; what is in them need not be.
void sync_folder(std::map<std::string, Lying>& files) {
  for (auto& [name, file] : files) {
    std::vector<const RecordingDisk::Operation*> still;
    for (const auto* operation : file.pending) {
      if (operation->kind == Kind::remove) still.clear();
      if (operation->kind == Kind::remove || operation->kind == Kind::create) {
        carry_out(file, *operation);
      } else {
        still.push_back(operation);
      }
    }
    file.pending = std::move(still);
  }
}

// Each sector of a write for itself: there, not there, or neither the old nor the new.
void tear(Lying& file, const RecordingDisk::Operation& write, std::mt19937& random) {
  for (std::size_t at = 0; at < write.bytes.size();) {
    const std::size_t end = std::min(write.bytes.size(), (write.offset + at) / sector * sector + sector - write.offset);
    std::string part = write.bytes.substr(at, end - at);
    const auto fate = random() % 8;
    if (fate == 0) std::ranges::generate(part, [&] { return static_cast<char>(random()); });
    if (fate < 5) write_at(file.bytes, write.offset + at, part);
    at = end;
  }
}

void cut(Lying& file, std::mt19937& random) {
  auto pending = file.pending;
  switch (random() % 4) {
    case 0:  // all of it was on its way and arrived
      break;
    case 1:  // as far as it came
      pending.resize(random() % (pending.size() + 1));
      break;
    default:  // in any order, some of it never
      std::ranges::shuffle(pending, random);
      std::erase_if(pending, [&](const auto*) { return random() % 3 == 0; });
      // A file that is not in its folder holds nothing.
      std::ranges::stable_partition(pending, [](const auto* each) { return each->kind == Kind::create; });
      break;
  }
  const bool torn = random() % 2 == 0;
  for (const auto* operation : pending) {
    if (torn && operation->kind == Kind::write) {
      tear(file, *operation, random);
    } else {
      carry_out(file, *operation);
    }
  }
}

}  // namespace

RecordingDisk::RecordingDisk(Synchronous synchronous) : m_synchronous(synchronous), m_layer(std::make_unique<Layer>()) {
  sqlite3_initialize();
  real_disk = m_layer->real = sqlite3_vfs_find(nullptr);
  recording = this;
  m_layer->vfs = *real_disk;
  m_layer->vfs.szOsFile = static_cast<int>(sizeof(RecordedFile)) + real_disk->szOsFile;
  m_layer->vfs.zName = "recording";
  m_layer->vfs.pNext = nullptr;
  m_layer->vfs.xOpen = open_file;
  m_layer->vfs.xDelete = remove_file;
  sqlite3_vfs_register(&m_layer->vfs, 1);
}

RecordingDisk::~RecordingDisk() { stop(); }

void RecordingDisk::stop() {
  if (!m_layer->registered) return;
  m_layer->registered = false;
  sqlite3_vfs_unregister(&m_layer->vfs);
  sqlite3_vfs_register(m_layer->real, 1);
}

std::size_t RecordingDisk::syncs() const {
  return static_cast<std::size_t>(std::ranges::count(m_operations, Kind::sync, &Operation::kind));
}

void RecordingDisk::cut_power_after(std::size_t operations, std::mt19937& random,
                                    const std::filesystem::path& folder) const {
  std::map<std::string, Lying> files;
  for (std::size_t index = 0; index < operations; ++index) {
    const Operation& operation = m_operations[index];
    Lying& file = files[operation.file];
    if (operation.kind == Kind::create && operation.offset == syncs_its_folder) file.syncs_folder = true;
    if (operation.kind == Kind::sync && std::exchange(file.syncs_folder, false)) sync_folder(files);
    const bool lasting = operation.kind == Kind::sync || (operation.kind == Kind::remove && operation.offset != 0);
    if (lasting) {
      for (const auto* earlier : file.pending) carry_out(file, *earlier);
      file.pending.clear();
      carry_out(file, operation);
    } else {
      file.pending.push_back(&operation);
    }
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) std::filesystem::remove_all(entry);
  for (auto& [name, file] : files) {
    cut(file, random);
    if (!file.there) continue;
    std::ofstream stream(folder / name, std::ios::binary);
    stream.write(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
  }
}

}  // namespace anteroom::testing
