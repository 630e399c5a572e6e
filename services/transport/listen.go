// Package transport opens the server's listeners and reloads its TLS certificates.
//
// It knows sockets and TLS. It knows no gRPC, no settings and nothing of what is served.
package transport

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"time"

	"golang.org/x/net/netutil"
)

// socketMode allows the user and group of the server to connect.
const socketMode = 0o660

// Listen listens on an address of the network "tcp" or "unix" and keeps at most maxConnections open; further ones wait
// in the kernel's queue. It replaces a stale Unix socket, but neither one that is in use nor another file.
func Listen(ctx context.Context, network, address string, maxConnections int) (net.Listener, error) {
	if network == "unix" {
		if err := removeStale(ctx, address); err != nil {
			return nil, err
		}
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if network == "unix" {
		if err := os.Chmod(address, socketMode); err != nil {
			return nil, errors.Join(err, listener.Close())
		}
	}
	return netutil.LimitListener(listener, maxConnections), nil
}

func removeStale(ctx context.Context, path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Mode().Type() != fs.ModeSocket {
		return fmt.Errorf("listen on %s: not a socket", path)
	}
	conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "unix", path)
	if err == nil {
		return errors.Join(fmt.Errorf("listen on %s: another server is listening", path), conn.Close())
	}
	return os.Remove(path)
}

// Loopback reports whether a host is this machine.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
