package http

import (
	"crypto/tls"
	"log/slog"
	"net/http"

	"github.com/opencompendium/compendium/services/config"
)

// NewServer returns a server for a handler, with the limits of the configuration. Without a TLS configuration it speaks
// plaintext.
func NewServer(handler http.Handler, c *config.Config, secure *tls.Config, log *slog.Logger) *http.Server {
	protocols := &http.Protocols{}
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{
		Handler:           handler,
		Protocols:         protocols,
		TLSConfig:         secure,
		MaxHeaderBytes:    int(c.MaxHeaderBytes),
		ReadHeaderTimeout: c.HandshakeTimeout,
		// Streams end these two for themselves.
		ReadTimeout:  c.MaxDeadline,
		WriteTimeout: 2 * c.MaxDeadline,
		IdleTimeout:  c.KeepaliveTime,
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams: c.MaxStreamsPerConnection,
			SendPingTimeout:      c.KeepaliveTime, PingTimeout: c.KeepaliveTimeout,
		},
		// What callers do wrong must not fill the log.
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
