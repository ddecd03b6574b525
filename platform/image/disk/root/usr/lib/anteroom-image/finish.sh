#!/bin/sh
# finish.sh VERSION, in the image's root, at the end of its making: what runs and what does not, and what is only known on the device.
set -eu
systemctl enable anteroom-trial.service anteroom-queues.service anteroom-data.service anteroom-folders.service anteroom-settings.service systemd-networkd.service systemd-resolved.service systemd-timesyncd.service
systemctl set-default graphical.target
# No console of any kind, no question at the first boot, nothing that writes where nothing can be written.
systemctl mask getty@.service serial-getty@.service console-getty.service container-getty@.service autovt@.service \
  debug-shell.service systemd-firstboot.service systemd-networkd-wait-online.service apt-daily.timer apt-daily-upgrade.timer \
  dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-update-utmp.service
echo anteroom >/etc/hostname
: >/etc/machine-id
rm -f /var/lib/dbus/machine-id
ln -sf ../run/systemd/resolve/resolv.conf /etc/resolv.conf
ln -sf /run/anteroom-settings/anteroom.toml /etc/anteroom/anteroom.toml
ln -sf ../proc/self/mounts /etc/mtab
{ cat /usr/share/anteroom/cups/cups-files.conf; echo 'ServerRoot /run/anteroom-cups/etc'; } >/usr/lib/anteroom-image/cups-files.conf
mkdir -p /data
printf 'IMAGE_ID=anteroom\nIMAGE_VERSION=%s\n' "$1" >>/usr/lib/os-release
