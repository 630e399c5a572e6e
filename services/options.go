package services

import (
	"crypto/tls"
	"math"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/keepalive"

	"github.com/opencompendium/compendium/services/config"
)

// Option configures a server.
type Option func(*settings)

// settings are what options set.
type settings struct {
	config *config.Config
	now    func() time.Time
	tls    *tls.Config
	auth   *Auth
	more   []grpc.ServerOption
}

// WithConfig sets the configuration: the limits, what is served, how the server ends. The default is config.Default.
func WithConfig(c *config.Config) Option { return func(s *settings) { s.config = c } }

// WithClock sets the clock of reported times and ages.
func WithClock(now func() time.Time) Option { return func(s *settings) { s.now = now } }

// WithTLS turns on TLS. Without it the server uses plaintext.
func WithTLS(c *tls.Config) Option { return func(s *settings) { s.tls = c } }

// WithServerOptions adds gRPC options, such as a stats handler or interceptors. A stats handler sees all calls,
// interceptors those that were admitted.
func WithServerOptions(more ...grpc.ServerOption) Option {
	return func(s *settings) { s.more = append(s.more, more...) }
}

// smallRequestBytes is the largest request of methods other than ValidateContent: far more than a thousand names.
const smallRequestBytes = 1 << 20

// transportOptions returns the gRPC options of the configuration.
func (s *Server) transportOptions() []grpc.ServerOption {
	c := s.settings.config
	maxRequest := c.MaxRequestBytes
	if !c.ValidateContent {
		maxRequest = min(maxRequest, smallRequestBytes)
	}
	options := []grpc.ServerOption{
		grpc.ForceServerCodecV2(codec{}),
		grpc.ChainStreamInterceptor(s.containStream),
		grpc.UnknownServiceHandler(unknown),
		grpc.InTapHandle(s.limits.tap),
		grpc.MaxRecvMsgSize(int(maxRequest)),
		grpc.MaxSendMsgSize(int(c.MaxResponseBytes)),
		grpc.MaxHeaderListSize(uint32(min(c.MaxHeaderBytes, math.MaxUint32))),
		grpc.MaxConcurrentStreams(uint32(c.MaxStreamsPerConnection)),
		grpc.NumStreamWorkers(uint32(c.StreamWorkers)),
		grpc.WriteBufferSize(writeBuffer),
		grpc.ConnectionTimeout(c.HandshakeTimeout),
		// Watchers may be silent for long and ping meanwhile, also those that have no open stream yet.
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: c.KeepaliveMinTime, PermitWithoutStream: true}),
		grpc.KeepaliveParams(keepalive.ServerParameters{
			MaxConnectionAge: c.MaxConnectionAge, MaxConnectionAgeGrace: c.MaxConnectionAgeGrace,
			Time: c.KeepaliveTime, Timeout: c.KeepaliveTimeout,
		}),
	}
	if s.settings.tls != nil {
		options = append(options, grpc.Creds(credentials.NewTLS(s.settings.tls)))
	}
	return append(options, s.settings.more...)
}
