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

// Files are where the parts of TLS lie, in PEM.
type Files struct {
	// Cert and Key are the server's certificate chain and private key.
	Cert, Key string
	// ClientCA holds the authorities of client certificates. Empty: none are asked for.
	ClientCA string
	// ClientOptional lets clients without a certificate connect. One that is brought must be valid all the same.
	ClientOptional bool
}

// TLS is a configuration of TLS that follows its files.
type TLS struct {
	files   Files
	log     *slog.Logger
	now     func() time.Time
	current atomic.Pointer[tls.Config]
	// first is the stamp from before the files were first read, so that a change since then is seen.
	first string
}

// NewTLS reads the files. It takes the time from now, and refuses certificates that are not valid then.
func NewTLS(files Files, log *slog.Logger, now func() time.Time) (*TLS, error) {
	t := &TLS{files: files, log: log, now: now}
	t.first = t.stamp()
	config, _, err := t.read()
	if err != nil {
		return nil, err
	}
	t.current.Store(config)
	return t, nil
}

// Config gives a configuration that is always the current one: each new connection gets what the files held last that was good.
// Connections that are open go on with what they began with.
func (t *TLS) Config() *tls.Config {
	return &tls.Config{
		MinVersion:         tls.VersionTLS12,
		NextProtos:         []string{"h2"},
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) { return t.current.Load(), nil },
	}
}

// Reload reads the files again. When they are not good, the error says why and the last good ones stay in use.
func (t *TLS) Reload() error {
	next, leaf, err := t.read()
	if err != nil {
		t.log.Error("the new TLS files are not good, the last good ones stay in use", "error", err)
		return err
	}
	t.current.Store(next)
	t.log.Info("TLS files are in use", "certificate", t.files.Cert, "serial", leaf.SerialNumber.Text(16), "not_after", leaf.NotAfter)
	return nil
}

// Follow reloads when a file changes, which it looks at every so often, and when now has something, until the context ends.
func (t *TLS) Follow(ctx context.Context, every time.Duration, now <-chan os.Signal) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	last := t.first
	for {
		select {
		case <-ctx.Done():
			return
		case <-now:
		case <-ticker.C:
			if t.stamp() == last {
				continue
			}
		}
		last = t.stamp()
		// The error is in the log; the next change is the next try.
		_ = t.Reload()
	}
}

// stamp gives a text that changes when a file does, also when a link leads to another one, as with the secrets of Kubernetes.
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

// read makes a configuration of the files.
func (t *TLS) read() (*tls.Config, *x509.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(t.files.Cert, t.files.Key)
	if err != nil {
		return nil, nil, fmt.Errorf("read the certificate %s and its key %s: %w", t.files.Cert, t.files.Key, err)
	}
	leaf := pair.Leaf
	if now := t.now(); now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		return nil, nil, fmt.Errorf("the certificate %s is valid from %s to %s, and no client would take it now; renew it",
			t.files.Cert, leaf.NotBefore.UTC().Format(time.RFC3339), leaf.NotAfter.UTC().Format(time.RFC3339))
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2"}, Certificates: []tls.Certificate{pair}}
	if t.files.ClientCA == "" {
		return config, leaf, nil
	}
	authorities, err := os.ReadFile(t.files.ClientCA)
	if err != nil {
		return nil, nil, fmt.Errorf("read the authorities of client certificates: %w", err)
	}
	config.ClientCAs = x509.NewCertPool()
	if !config.ClientCAs.AppendCertsFromPEM(authorities) {
		return nil, nil, errors.New("there is no certificate in PEM in the file of client authorities " + t.files.ClientCA)
	}
	config.ClientAuth = tls.RequireAndVerifyClientCert
	if t.files.ClientOptional {
		config.ClientAuth = tls.VerifyClientCertIfGiven
	}
	return config, leaf, nil
}
