package registry

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// dockerCerts is the directory where docker keeps certificates of registries, by host.
const dockerCerts = "/etc/docker/certs.d"

// Transport returns how to reach a host, given as host or host:port: with the system's authorities, those of CA and
// those of docker's certs.d.
func (o Options) Transport(host string) (*http.Transport, error) {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		standard = &http.Transport{}
	}
	transport := standard.Clone()
	dir := o.CertsDir
	if dir == "" {
		dir = dockerCerts
	}
	dir = filepath.Join(dir, host)
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the certificates of %s: %w", host, err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // as crypto/tls does where the system has none
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: pool}
	if o.CA != "" {
		if err := addAuthorities(pool, o.CA); err != nil {
			return nil, fmt.Errorf("--registry-ca: %w", err)
		}
	}
	for _, file := range files {
		path := filepath.Join(dir, file.Name())
		switch filepath.Ext(path) {
		case ".crt":
			err = addAuthorities(pool, path)
		case ".cert":
			var pair tls.Certificate
			pair, err = tls.LoadX509KeyPair(path, strings.TrimSuffix(path, ".cert")+".key")
			config.Certificates = append(config.Certificates, pair)
		}
		if err != nil {
			return nil, fmt.Errorf("read the certificates of %s: %w", host, err)
		}
	}
	patience := cmp.Or(o.Timeout, time.Minute)
	transport.TLSClientConfig, transport.ResponseHeaderTimeout = config, patience
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &impatientConn{conn, patience}, nil
	}
	return transport, nil
}

// impatientConn is a connection that fails when nothing was sent or received for a while. The timeout of a transport is
// for the beginning of an answer only: the rest of it may stall, and so may a request that the server does not take.
type impatientConn struct {
	net.Conn

	patience time.Duration
}

func (c *impatientConn) Read(p []byte) (int, error)  { return c.until(c.Conn.Read, p) }
func (c *impatientConn) Write(p []byte) (int, error) { return c.until(c.Conn.Write, p) }

// until calls do with the deadline moved, and moves it again where something went through: another call may wait for
// the answer to what is sent.
func (c *impatientConn) until(do func([]byte) (int, error), p []byte) (int, error) {
	begun := time.Now()
	if err := c.SetDeadline(begun.Add(c.patience)); err != nil {
		return 0, err
	}
	n, err := do(p)
	if err != nil && time.Since(begun) >= c.patience {
		// The call for the other direction may have noticed first, and closed the connection.
		return n, fmt.Errorf("nothing was sent or received for %s: %w", c.patience, os.ErrDeadlineExceeded)
	}
	if n > 0 {
		_ = c.SetDeadline(time.Now().Add(c.patience)) // a connection that is closed has none
	}
	return n, err
}

func addAuthorities(pool *x509.CertPool, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !pool.AppendCertsFromPEM(text) {
		return fmt.Errorf("%s has no certificate in PEM", file)
	}
	return nil
}

// credentialGuard sends no credentials over plaintext, wherever a registry says that they should go: the address of its
// authorization service comes from its answer. In plaintext they go only to a registry that is reached in plaintext
// itself, and to this machine.
type credentialGuard struct {
	next  http.RoundTripper
	host  string
	plain bool
}

// RoundTrip implements http.RoundTripper.
func (g credentialGuard) RoundTrip(request *http.Request) (*http.Response, error) {
	to := request.URL
	if to.Scheme != "https" && !Loopback(to.Host) && (!g.plain || to.Host != g.host) && hasCredentials(request) {
		return nil, fmt.Errorf(
			"%s asks to send the password over plaintext, to http://%s; "+
				"have its authorization service use https, or use the registry without a password",
			g.host,
			to.Host,
		)
	}
	return g.next.RoundTrip(request)
}

// hasCredentials reports whether a request has credentials in its header, or a form that may have them.
func hasCredentials(request *http.Request) bool {
	form, _, _ := mime.ParseMediaType(request.Header.Get("Content-Type"))
	return request.Header.Get("Authorization") != "" || form == "application/x-www-form-urlencoded"
}

// Loopback reports whether a host, given as host or host:port, is this machine. It is reached without TLS, unless the
// reference asks for it.
func Loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.IsLoopback()
}
