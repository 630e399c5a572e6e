// Package config settles how the server runs: from flags, the environment and a file to one value that is checked once and then
// never changes.
//
// It knows settings and their limits. It opens no listener, reads no content and knows no gRPC.
package config

import "time"

// DefaultCatalogName is the name of catalogs whose owner gives them none.
const DefaultCatalogName = "compendium"

// Config is every setting of the server. Load completes and checks it; after that it is inert. Each field has one row in the table of
// settings, which gives it a flag, a variable, a key of the file and a line of the documentation.
type Config struct {
	// Listen is the address to serve on: host:port, or unix:PATH for a socket.
	Listen string
	// InsecurePublic lets the server listen in plaintext on an address that other machines reach.
	InsecurePublic bool

	// Content is the directory to serve and to watch. Empty: the embedded catalog.
	Content string
	// Release is the release file to serve and to watch instead. Empty: none.
	Release string
	// Catalog is the reference of a channel of releases to follow instead. Empty: none.
	Catalog string
	// Mirrors are references to copies of Catalog, asked when it does not answer or what it has is refused.
	Mirrors []string
	// CatalogPoll is how often to look where the channel leads to.
	CatalogPoll time.Duration
	// CatalogName is the name of the catalog that releases must have.
	CatalogName string
	// MaxStaleness is for how long a registry may be out of reach before health says so.
	MaxStaleness time.Duration
	// VerifyKeys are files of public keys, one of which has to have signed a release. None: releases need no signature.
	VerifyKeys []string
	// AllowRollback takes releases with lower numbers.
	AllowRollback bool
	// MaxShrink is by how many percent records and bytes may become fewer.
	MaxShrink int
	// MaxReleaseBytes is how large a release file may be to be fetched.
	MaxReleaseBytes int64
	// Probes are records that a release must have.
	Probes []string
	// CacheDir keeps the last good releases.
	CacheDir string
	// PlainHTTP reaches registries on other machines without TLS.
	PlainHTTP bool
	// AdminListen is the private address of metrics, probes and profiles. Empty: none.
	AdminListen string
	// Metrics has calls counted and timed.
	Metrics bool
	// TracePercent and AccessLogPercent are the shares of calls that are traced, and logged.
	TracePercent, AccessLogPercent int
	// LogFormat is "text" or "json".
	LogFormat string
	// RetainReleases is how many releases can be read by their version, and RetainBytes how large they may be together.
	RetainReleases int
	RetainBytes    int64
	// MaxWatchAge is after how long a watch of the catalog is ended, for the caller to resume.
	MaxWatchAge time.Duration
	// AsOf is the day for which label statuses are derived, as in 2026-11-23. Empty: today.
	AsOf string
	// Poll is how often to look whether the content or the day changed.
	Poll time.Duration

	// TLSCert and TLSKey are PEM files of the server's certificate chain and key. Both or none.
	TLSCert, TLSKey string
	// TLSClientCA is a PEM file of the authorities whose client certificates are taken. Set: mutual TLS.
	TLSClientCA string
	// TLSClientOptional lets callers without a certificate connect, for those that bring a token instead.
	TLSClientOptional bool
	// TLSPoll is how often to look whether the files of TLS changed.
	TLSPoll time.Duration

	// Allow says who may call what: for a method, or a pattern of methods, the identities that may call it. Empty: everyone who
	// gets in.
	Allow map[string][]string
	// OIDCIssuer is the URL of the issuer of the tokens that callers have to bring. Empty: no tokens.
	OIDCIssuer string
	// OIDCAudience is the audience that a token has to be for.
	OIDCAudience string
	// OIDCKeys is the URL of the issuer's keys. Empty: found by discovery.
	OIDCKeys string

	// Reflection serves the schema to tools such as grpcurl.
	Reflection bool
	// ValidateContent serves the method of that name.
	ValidateContent bool

	// MaxRequestBytes and MaxResponseBytes bound one message each way.
	MaxRequestBytes, MaxResponseBytes int64
	// MaxHeaderBytes bounds the header list of one call.
	MaxHeaderBytes int64
	// MaxConnections bounds the open connections; more wait in the kernel's queue.
	MaxConnections int
	// MaxStreamsPerConnection bounds the concurrent calls of one connection.
	MaxStreamsPerConnection int
	// MaxInFlight bounds the unary calls that run at once over all connections; more are refused.
	MaxInFlight int
	// MaxWatchers bounds the streams that are open at once over all connections; more are refused.
	MaxWatchers int
	// MaxValidations bounds the calls of ValidateContent that run at once; more are refused.
	MaxValidations int
	// MaxDeadline is the longest that a unary call may take, whatever its caller says.
	MaxDeadline time.Duration
	// RetryDelay is how long a refused caller is told to wait.
	RetryDelay time.Duration
	// HandshakeTimeout bounds the opening of a connection, TLS and HTTP/2.
	HandshakeTimeout time.Duration
	// MaxConnectionAge is when a connection is asked to end, give or take a tenth, and MaxConnectionAgeGrace how long its calls may
	// then go on.
	MaxConnectionAge, MaxConnectionAgeGrace time.Duration
	// KeepaliveMinTime is the shortest interval at which a client may ping.
	KeepaliveMinTime time.Duration
	// KeepaliveTime is after how much silence the server pings, and KeepaliveTimeout how long it waits for the answer before it
	// takes the connection for dead.
	KeepaliveTime, KeepaliveTimeout time.Duration
	// StreamWorkers is how many goroutines are kept to run calls.
	StreamWorkers int

	// GCPercent is the garbage collector's target, as of GOGC.
	GCPercent int
	// MemoryLimit is the soft limit of memory in bytes, as of GOMEMLIMIT. 0: four fifths of what the machine or container has.
	MemoryLimit int64
	// ShutdownDelay is how long to serve on after health says NOT_SERVING, so that balancers see it.
	ShutdownDelay time.Duration
	// DrainTimeout is how long running calls are waited for at the end.
	DrainTimeout time.Duration
}
