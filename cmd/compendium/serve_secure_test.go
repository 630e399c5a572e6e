package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/peer"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// launch runs the command until the test ends, and returns its log, line by line, and the address that it logs.
func launch(t *testing.T, args ...string) (address string, log <-chan string) {
	t.Helper()
	log = launchLog(t, args...)
	return awaitLine(t, log, `msg=serving address=(\S+)`)[1], log
}

// launchLog runs the command until the test ends, and returns its log.
func launchLog(t *testing.T, args ...string) <-chan string {
	t.Helper()
	reader, writer := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() {
		c := &command{Stdin: strings.NewReader(""), Stdout: writer, Stderr: writer, Now: time.Now}
		done <- c.Main(ctx, append(args, "--shutdown-delay", "0s"))
		_ = writer.Close()
	}()
	lines := make(chan string, 1000)
	go scan(reader, lines)
	t.Cleanup(func() {
		stop()
		if code := <-done; code != exitClean {
			t.Errorf("the command ended with %d", code)
		}
	})
	return lines
}

// scan sends the lines of a log until it ends.
func scan(log io.Reader, lines chan<- string) {
	defer close(lines)
	for scanner := bufio.NewScanner(log); scanner.Scan(); {
		lines <- scanner.Text()
	}
}

// awaitLine reads a log until a line matches.
func awaitLine(t *testing.T, log <-chan string, pattern string) []string {
	t.Helper()
	expression := regexp.MustCompile(pattern)
	for line := range log {
		if found := expression.FindStringSubmatch(line); found != nil {
			return found
		}
	}
	t.Fatalf("the log ended without %s", pattern)
	return nil
}

// TestServeRenewsItsCertificate serves with mutual TLS, and renews the certificate while a client is connected.
func TestServeRenewsItsCertificate(t *testing.T) {
	authority, dir := certtest.New(t), t.TempDir()
	files := map[string]string{"cert": filepath.Join(dir, "tls.crt"), "key": filepath.Join(dir, "tls.key"),
		"ca": filepath.Join(dir, "ca.crt")}
	renew := func() {
		cert, key := authority.Issue(time.Now().Add(time.Hour), nil)
		certtest.Write(t, files["cert"], cert)
		certtest.Write(t, files["key"], key)
	}
	renew()
	certtest.Write(t, files["ca"], authority.PEM())
	address, log := launch(t, "serve", "--content", exampleDir(t), "--as-of", exampleDay, "--listen", "127.0.0.1:0",
		"--tls-cert", files["cert"], "--tls-key", files["key"], "--tls-client-ca", files["ca"],
		"--tls-poll", "1h", "--allow", "*/GetCatalog=spiffe://example.org/web")
	serial := func() (*grpc.ClientConn, string) {
		conn, err := grpc.NewClient(address,
			grpc.WithTransportCredentials(credentials.NewTLS(authority.Client(nil, "spiffe://example.org/web"))))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		var p peer.Peer
		if _, err := compendiumv1.NewCatalogServiceClient(conn).GetCatalog(t.Context(), &compendiumv1.GetCatalogRequest{},
			grpc.Peer(&p)); err != nil {
			t.Fatal(err)
		}
		return conn, p.AuthInfo.(credentials.TLSInfo).State.PeerCertificates[0].SerialNumber.String()
	}
	old, before := serial()
	certtest.Write(t, files["key"], []byte("nonsense"))
	hangup(t)
	awaitLine(t, log, "keeping the previous ones")
	if _, now := serial(); now != before {
		t.Errorf("after a bad key the certificate is %s", now)
	}
	renew()
	hangup(t)
	awaitLine(t, log, "TLS files loaded")
	if _, now := serial(); now == before {
		t.Error("the certificate is still the old one")
	}
	if _, err := healthpb.NewHealthClient(old).Check(t.Context(), &healthpb.HealthCheckRequest{}); err != nil {
		t.Errorf("the connection from before: %v", err)
	}
}

func hangup(t *testing.T) {
	t.Helper()
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Signal(syscall.SIGHUP)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestServeOnSocket(t *testing.T) {
	// A path of a socket is short.
	dir, err := os.MkdirTemp("", "c") //nolint:usetesting // that of the test is too long
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "s")
	launch(t, "serve", "--content", exampleDir(t), "--as-of", exampleDay, "--listen", "unix:"+path)
	conn, err := grpc.NewClient("unix:"+path, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := healthpb.NewHealthClient(conn).Check(t.Context(),
		&healthpb.HealthCheckRequest{Service: "ready"}); err != nil {
		t.Error(err)
	}
}
