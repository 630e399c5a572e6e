package telemetry

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/felixge/httpsnoop"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"

	"github.com/opencompendium/compendium/services"
)

// AccessLog is a gRPC stats handler that logs calls. Calls that fail with a server error are always logged.
type AccessLog struct {
	// Log receives the lines.
	Log *slog.Logger
	// Sample is the fraction, 0 to 1, of calls to log.
	Sample float64
}

// call is the state of a call in progress.
type call struct {
	method  string
	logged  bool
	version string
	bytes   int
}

type callKey struct{}

// TagRPC implements [stats.Handler].
func (a *AccessLog) TagRPC(ctx context.Context, info *stats.RPCTagInfo) context.Context {
	logged := a.sampled()
	return context.WithValue(ctx, callKey{}, &call{method: info.FullMethodName, logged: logged})
}

// sampled reports whether a call is logged.
func (a *AccessLog) sampled() bool {
	//nolint:gosec // sampling needs no secure randomness
	return a.Sample >= 1 || a.Sample > 0 && rand.Float64() < a.Sample
}

// HTTP logs the requests to a handler, as calls over gRPC are.
func (a *AccessLog) HTTP(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		logged := a.sampled()
		answered := httpsnoop.CaptureMetrics(next, w, r)
		level := slog.LevelInfo
		if answered.Code == http.StatusInternalServerError {
			level, logged = slog.LevelError, true
		}
		if !logged {
			return
		}
		fields := []slog.Attr{
			slog.String("method", r.Pattern), slog.Int("code", answered.Code),
			slog.Duration("duration", answered.Duration.Round(time.Microsecond)), slog.Int64("bytes", answered.Written),
		}
		if version := w.Header().Get(services.VersionHeader); version != "" {
			fields = append(fields, slog.String("version", version))
		}
		a.Log.LogAttrs(r.Context(), level, "call", append(fields, slog.String("peer", r.RemoteAddr))...)
	})
}

// setVersion records the catalog version from response metadata.
func (c *call) setVersion(md metadata.MD) {
	if version := md.Get(services.VersionHeader); len(version) > 0 && c.logged {
		c.version = version[0]
	}
}

// HandleRPC implements [stats.Handler]. It logs the call when it has ended.
func (a *AccessLog) HandleRPC(ctx context.Context, event stats.RPCStats) {
	c, ok := ctx.Value(callKey{}).(*call)
	if !ok {
		return
	}
	switch e := event.(type) {
	case *stats.OutHeader:
		c.setVersion(e.Header)
	case *stats.OutTrailer:
		// On errors, the version is in the trailer.
		c.setVersion(e.Trailer)
	case *stats.OutPayload:
		c.bytes += e.WireLength
	case *stats.End:
		a.write(ctx, c, e)
	}
}

func (a *AccessLog) write(ctx context.Context, c *call, end *stats.End) {
	code, reason := status.Code(end.Error), reasonOf(end.Error)
	level := slog.LevelInfo
	switch {
	case code == codes.Internal && reason == "":
		// gRPC itself returns this for malformed requests, such as wrongly compressed ones. Callers must not be able to
		// flood the log with them.
	case code == codes.Internal, code == codes.Unknown, code == codes.DataLoss:
		level, c.logged = slog.LevelError, true
	}
	if !c.logged {
		return
	}
	fields := []slog.Attr{
		slog.String("method", c.method), slog.String("code", code.String()),
		slog.Duration("duration", end.EndTime.Sub(end.BeginTime).Round(time.Microsecond)),
		slog.Int("bytes", c.bytes),
	}
	if reason != "" {
		fields = append(fields, slog.String("reason", reason))
	}
	if c.version != "" {
		fields = append(fields, slog.String("version", c.version))
	}
	if p, ok := peer.FromContext(ctx); ok && p.Addr != nil {
		fields = append(fields, slog.String("peer", p.Addr.String()))
	}
	a.Log.LogAttrs(ctx, level, "call", fields...)
}

// reasonOf returns the reason of a service error, or "".
func reasonOf(err error) string {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.Reason
		}
	}
	return ""
}

// TagConn implements [stats.Handler].
func (a *AccessLog) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

// HandleConn implements [stats.Handler].
func (a *AccessLog) HandleConn(context.Context, stats.ConnStats) {}
