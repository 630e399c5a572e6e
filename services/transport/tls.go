package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// Files names the PEM files of a TLS configuration.
type Files struct {
	// Cert and Key are the server's certificate chain and private key.
	Cert, Key string
	// ClientCA holds the certificate authorities of clients. If empty, no client certificates are requested.
	ClientCA string
	// ClientOptional accepts clients without a certificate. A certificate that is presented must still be valid.
	ClientOptional bool
}

// TLS is a TLS configuration that follows its files.
type TLS struct {
	files   Files
	log     *slog.Logger
	now     func() time.Time
	current atomic.Pointer[configs]
	// first is the stamp taken before the files were first read, so that later changes are noticed.
	first string
}

// configs are the configurations of the same files for gRPC, which is HTTP/2 only, and for HTTP.
type configs struct{ grpc, http *tls.Config }

func newConfigs(config *tls.Config) *configs {
	both := config.Clone()
	both.NextProtos = []string{"h2", "http/1.1"}
	return &configs{grpc: config, http: both}
}

// NewTLS reads the files. It refuses certificates that are not valid at the current time, which now returns.
func NewTLS(files Files, log *slog.Logger, now func() time.Time) (*TLS, error) {
	t := &TLS{files: files, log: log, now: now}
	t.first = t.stamp()
	config, _, err := t.read()
	if err != nil {
		return nil, err
	}
	t.current.Store(newConfigs(config))
	return t, nil
}

// Config returns a configuration for gRPC in which each new connection uses the last valid files.
func (t *TLS) Config() *tls.Config {
	return &tls.Config{
		MinVersion:         tls.VersionTLS12,
		NextProtos:         t.current.Load().grpc.NextProtos,
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) { return t.current.Load().grpc, nil },
	}
}

// HTTPConfig returns a configuration like that of Config for HTTP, where clients may speak HTTP/1.1.
func (t *TLS) HTTPConfig() *tls.Config {
	return &tls.Config{
		MinVersion:         tls.VersionTLS12,
		NextProtos:         t.current.Load().http.NextProtos,
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) { return t.current.Load().http, nil },
	}
}

// Reload reads the files again. If they are invalid, it returns an error and the last valid ones stay in use.
func (t *TLS) Reload() error {
	next, leaf, err := t.read()
	if err != nil {
		return err
	}
	t.current.Store(newConfigs(next))
	t.log.Info("TLS files loaded", "certificate", t.files.Cert, "serial", leaf.SerialNumber.Text(16), "not_after",
		leaf.NotAfter)
	return nil
}

// Follow reloads the files when one changes, checking at the given interval, and on each value from now, until ctx
// ends. It retries invalid files at each check: they may become valid as they are, such as a certificate that is not
// valid yet. It also logs that the certificate in use has expired.
func (t *TLS) Follow(ctx context.Context, every time.Duration, now <-chan os.Signal) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	last, failed := t.first, ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-now:
		case <-ticker.C:
			inUse := t.current.Load().grpc.Certificates[0].Leaf
			if t.stamp() == last && !t.now().After(inUse.NotAfter) {
				continue
			}
		}
		stamp := t.stamp()
		err := t.Reload()
		if err == nil {
			last, failed = stamp, ""
		} else if failed != err.Error() {
			failed = err.Error()
			t.log.Error("TLS files are invalid; keeping the previous ones", "error", err)
		}
	}
}

// stamp returns a string that changes with any of the files, also when a symbolic link is redirected, as in Kubernetes
// secrets.
func (t *TLS) stamp() string {
	var all strings.Builder
	for _, file := range []string{t.files.Cert, t.files.Key, t.files.ClientCA} {
		if file == "" {
			continue
		}
		if info, err := os.Stat(file); err == nil {
			fmt.Fprintf(&all, "%d %d;", info.Size(), info.ModTime().UnixNano())
		} else {
			all.WriteString("missing;")
		}
	}
	return all.String()
}

// read builds a configuration from the files.
func (t *TLS) read() (*tls.Config, *x509.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(t.files.Cert, t.files.Key)
	if err != nil {
		return nil, nil, fmt.Errorf("load certificate %s and key %s: %w", t.files.Cert, t.files.Key, err)
	}
	leaf := pair.Leaf
	if now := t.now(); now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		return nil, nil, fmt.Errorf("certificate %s is valid from %s to %s, not now; renew it",
			t.files.Cert, leaf.NotBefore.UTC().Format(time.RFC3339), leaf.NotAfter.UTC().Format(time.RFC3339))
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2"}, Certificates: []tls.Certificate{pair}}
	if t.files.ClientCA == "" {
		return config, leaf, nil
	}
	authorities, err := os.ReadFile(t.files.ClientCA)
	if err != nil {
		return nil, nil, fmt.Errorf("read client CA file: %w", err)
	}
	config.ClientCAs = x509.NewCertPool()
	if !config.ClientCAs.AppendCertsFromPEM(authorities) {
		return nil, nil, errors.New("client CA file " + t.files.ClientCA + ": no PEM certificate found")
	}
	config.ClientAuth = tls.RequireAndVerifyClientCert
	if t.files.ClientOptional {
		config.ClientAuth = tls.VerifyClientCertIfGiven
	}
	return config, leaf, nil
}
