package transport_test

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/opencompendium/compendium/services/transport"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// handshake connects a client to a server and returns the serial number of the server's certificate.
func handshake(t *testing.T, server *transport.TLS, client *tls.Config) (serial string, err error) {
	t.Helper()
	// Not a pipe: it has no buffer, so both sides would block.
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	answered := make(chan error, 1)
	go func() {
		theirs, err := listener.Accept()
		if err != nil {
			answered <- err
			return
		}
		defer theirs.Close()
		answered <- tls.Server(theirs, server.Config()).HandshakeContext(t.Context())
	}()
	ours, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	conn := tls.Client(ours, client)
	if err := conn.HandshakeContext(t.Context()); err != nil {
		return "", err
	}
	// With TLS 1.3 the server may refuse after the client has finished.
	if err := <-answered; err != nil {
		return "", err
	}
	return conn.ConnectionState().PeerCertificates[0].SerialNumber.String(), nil
}

type testFiles struct {
	*certtest.Authority
	files transport.Files
}

func newTestFiles(t *testing.T) *testFiles {
	t.Helper()
	dir := t.TempDir()
	p := &testFiles{Authority: certtest.New(t),
		files: transport.Files{Cert: filepath.Join(dir, "tls.crt"), Key: filepath.Join(dir, "tls.key")}}
	p.renew(t, time.Now().Add(time.Hour))
	return p
}

func (p *testFiles) renew(t *testing.T, until time.Time) {
	t.Helper()
	cert, key := p.Issue(until, nil)
	certtest.Write(t, p.files.Cert, cert)
	certtest.Write(t, p.files.Key, key)
}

func TestReloadKeepsLastValid(t *testing.T) {
	p := newTestFiles(t)
	server, err := transport.NewTLS(p.files, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	client := p.Client(nil)
	shows := func(when, want string) {
		t.Helper()
		if serial, err := handshake(t, server, client); err != nil || serial != want {
			t.Errorf("%s: serial %s, want %s: %v", when, serial, want, err)
		}
	}
	shows("at start", "2")
	certtest.Write(t, p.files.Key, []byte("nonsense"))
	if err := server.Reload(); err == nil || !strings.Contains(err.Error(), p.files.Key) {
		t.Errorf("invalid key: %v", err)
	}
	shows("after an invalid key", "2")
	cert, key := p.Issue(time.Now().Add(time.Hour), nil)
	certtest.Write(t, p.files.Key, key)
	if err := server.Reload(); err == nil {
		t.Error("key of another certificate accepted")
	}
	shows("between certificate and key", "2")
	certtest.Write(t, p.files.Cert, cert)
	if err := server.Reload(); err != nil {
		t.Error(err)
	}
	shows("after a valid pair", "3")
	p.renew(t, time.Now().Add(-time.Minute))
	if err := server.Reload(); err == nil || !strings.Contains(err.Error(), "renew it") {
		t.Errorf("expired certificate: %v", err)
	}
	shows("after an expired certificate", "3")
}

func TestClientCertificates(t *testing.T) {
	p, other := newTestFiles(t), certtest.New(t)
	p.files.ClientCA = filepath.Join(t.TempDir(), "ca.crt")
	for _, optional := range []bool{false, true} {
		certtest.Write(t, p.files.ClientCA, p.PEM())
		p.files.ClientOptional = optional
		server, err := transport.NewTLS(p.files, slog.New(slog.DiscardHandler), time.Now)
		if err != nil {
			t.Fatal(err)
		}
		good := p.Client([]string{"a.example"})
		foreign := other.Client([]string{"a.example"})
		foreign.RootCAs = p.Pool()
		if _, err := handshake(t, server, good); err != nil {
			t.Errorf("optional %v: valid certificate: %v", optional, err)
		}
		if _, err := handshake(t, server, foreign); err == nil {
			t.Errorf("optional %v: certificate of another authority accepted", optional)
		}
		if _, err := handshake(t, server, p.Client(nil)); (err == nil) != optional {
			t.Errorf("optional %v: no certificate: %v", optional, err)
		}
		// The authorities can be replaced too.
		certtest.Write(t, p.files.ClientCA, other.PEM())
		if err := server.Reload(); err != nil {
			t.Fatal(err)
		}
		if _, err := handshake(t, server, foreign); err != nil {
			t.Errorf("optional %v: new authority: %v", optional, err)
		}
		if _, err := handshake(t, server, good); err == nil {
			t.Errorf("optional %v: old authority still accepted", optional)
		}
		certtest.Write(t, p.files.ClientCA, []byte("nonsense"))
		if err := server.Reload(); err == nil {
			t.Error("CA file without certificates accepted")
		}
	}
}

// records is a slog.Handler that sends messages to a channel.
type records chan string

func (r records) Enabled(context.Context, slog.Level) bool { return true }
func (r records) WithAttrs([]slog.Attr) slog.Handler       { return r }
func (r records) WithGroup(string) slog.Handler            { return r }
func (r records) Handle(_ context.Context, one slog.Record) error {
	r <- one.Message
	return nil
}

func TestFollow(t *testing.T) {
	p := newTestFiles(t)
	for _, by := range []string{"change", "signal"} {
		t.Run(by, func(t *testing.T) {
			log := make(records, 100)
			server, err := transport.NewTLS(p.files, slog.New(log), time.Now)
			if err != nil {
				t.Fatal(err)
			}
			before, err := handshake(t, server, p.Client(nil))
			if err != nil {
				t.Fatal(err)
			}
			every, signals := time.Hour, make(chan os.Signal)
			if by == "change" {
				every = time.Millisecond
			}
			go server.Follow(t.Context(), every, signals)
			p.renew(t, time.Now().Add(time.Hour))
			if by == "signal" {
				signals <- os.Interrupt
			}
			for range log {
				after, err := handshake(t, server, p.Client(nil))
				if err != nil {
					t.Fatal(err)
				}
				if after != before {
					return
				}
			}
		})
	}
}

// TestFollowRetries puts a certificate in place that is not valid yet by the clock of the server, which catches up.
func TestFollowRetries(t *testing.T) {
	p := newTestFiles(t)
	var behind atomic.Int64
	log := make(records, 100)
	server, err := transport.NewTLS(p.files, slog.New(log),
		func() time.Time { return time.Now().Add(-time.Duration(behind.Load())) })
	if err != nil {
		t.Fatal(err)
	}
	before, err := handshake(t, server, p.Client(nil))
	if err != nil {
		t.Fatal(err)
	}
	behind.Store(int64(1000 * time.Hour))
	p.renew(t, time.Now().Add(time.Hour))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		server.Follow(ctx, time.Millisecond, nil)
		close(ended)
	}()
	if message := <-log; !strings.Contains(message, "keeping the previous ones") {
		t.Errorf("while it is not valid: %s", message)
	}
	const checks = 20
	time.Sleep(checks * time.Millisecond)
	behind.Store(0)
	if message := <-log; message != "TLS files loaded" {
		t.Errorf("once it is valid: %s", message)
	}
	cancel()
	<-ended
	if after, err := handshake(t, server, p.Client(nil)); err != nil || after == before {
		t.Errorf("the certificate %s is used, and was before: %v", after, err)
	}
	if len(log) > 0 {
		t.Errorf("the log says more: %s", <-log)
	}
}

// TestFollowNoticesExpiry lets the certificate in use expire.
func TestFollowNoticesExpiry(t *testing.T) {
	p := newTestFiles(t)
	var ahead atomic.Int64
	log := make(records, 100)
	server, err := transport.NewTLS(p.files, slog.New(log),
		func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
	if err != nil {
		t.Fatal(err)
	}
	go server.Follow(t.Context(), time.Millisecond, nil)
	const checks = 20
	time.Sleep(checks * time.Millisecond)
	if len(log) > 0 {
		t.Errorf("while it is valid: %s", <-log)
	}
	ahead.Store(int64(1000 * time.Hour))
	if message := <-log; !strings.Contains(message, "keeping the previous ones") {
		t.Errorf("once it has expired: %s", message)
	}
	time.Sleep(checks * time.Millisecond)
	if len(log) > 0 {
		t.Errorf("the log repeats it: %s", <-log)
	}
}

func TestListenOnSocket(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "s")
	first, err := transport.Listen(t.Context(), "unix", path, 10)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o660 {
		t.Errorf("socket: %v %v", info.Mode(), err)
	}
	if _, err := transport.Listen(t.Context(), "unix", path, 10); err == nil ||
		!strings.Contains(err.Error(), "another server is listening") {
		t.Errorf("socket in use: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	// A killed server leaves its socket behind.
	stale, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	stale.SetUnlinkOnClose(false)
	if err := stale.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := transport.Listen(t.Context(), "unix", path, 10)
	if err != nil {
		t.Fatalf("stale socket: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := transport.Listen(t.Context(), "unix", path, 10); err == nil ||
		!strings.Contains(err.Error(), "not a socket") {
		t.Errorf("regular file: %v", err)
	}
}

func TestMaxConnections(t *testing.T) {
	listener, err := transport.Listen(t.Context(), "tcp", "127.0.0.1:0", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	accepted := make(chan net.Conn)
	go func() {
		for range 2 {
			conn, err := listener.Accept()
			if err != nil {
				t.Error(err)
			}
			accepted <- conn
		}
	}()
	for range 2 {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	first := <-accepted
	select {
	case <-accepted:
		t.Fatal("second connection accepted while the first is open")
	default:
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := (<-accepted).Close(); err != nil {
		t.Error(err)
	}
}

// TestLoopback asks which hosts are reached in plaintext: this machine, and no name or address that may be another.
func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "127.8.9.1": true, "::1": true, "::ffff:127.0.0.1": true,
		"": false, "0.0.0.0": false, "::": false, "10.0.0.1": false, "::ffff:10.0.0.1": false, "127.0.0.1.example.org": false,
		"localhost.example.org": false, "127.1": false, "[::1]": false,
	} {
		if got := transport.Loopback(host); got != want {
			t.Errorf("Loopback(%q) = %t", host, got)
		}
	}
}
