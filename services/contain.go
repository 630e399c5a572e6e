package services

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

// contained turns panics, and errors that are not meant for the caller, into INTERNAL errors with an identifier under
// which the log has the rest. It wraps all that a call runs through, including the reading of its request, which no
// interceptor sees.
func (s *Server) contained(full string, next grpc.MethodHandler) grpc.MethodHandler {
	return func(server any, ctx context.Context, decode func(any) error,
		interceptor grpc.UnaryServerInterceptor) (response any, err error) {
		defer func() {
			if p := recover(); p != nil {
				s.nameVersion(ctx)
				response, err = nil, s.panicked(full, p)
			}
		}()
		response, err = next(server, ctx, decode, interceptor)
		if err == nil {
			return response, nil
		}
		if answered, ok := errors.AsType[answeredError](err); ok {
			err = answered.error
		} else {
			s.nameVersion(ctx)
		}
		return nil, s.told(full, err)
	}
}

// nameVersion adds the version that is served to the trailer metadata of a call that was rejected before a version was
// picked. In the header it would keep clients from retrying: gRPC considers a call with a header as processed.
func (s *Server) nameVersion(ctx context.Context) {
	_ = grpc.SetTrailer(ctx, s.state.Load().current.header) // it fails for a call that has ended
}

// answeredError is an error of a call whose header already names the version.
type answeredError struct{ error }

// Unwrap returns the wrapped error.
func (e answeredError) Unwrap() error { return e.error }

// GRPCStatus returns the status of the wrapped error.
func (e answeredError) GRPCStatus() *status.Status { return status.Convert(e.error) }

// malformed returns the error of a request that could not be read.
func malformed(err error) error {
	if large, ok := errors.AsType[TooLargeError](err); ok {
		return tooLarge(ReasonRequestTooLarge, large.Size, large.MaxBytes,
			fmt.Sprintf("The request has %d bytes; this method takes %d.", large.Size, large.MaxBytes))
	}
	return failure(
		codes.InvalidArgument,
		ReasonMalformedRequest,
		"The request is not a message of the schema: "+err.Error()+".",
		map[string]string{"cause": err.Error()},
		&errdetails.BadRequest{
			FieldViolations: []*errdetails.BadRequest_FieldViolation{
				{Description: err.Error(), Reason: ReasonMalformedRequest},
			},
		},
	)
}

// tooLarge returns the error of a request or response that is larger than its limit. More variable parts of the message
// follow as pairs of key and value.
func tooLarge(reason string, size, maxBytes int, message string, varies ...string) error {
	metadata := map[string]string{"size": strconv.Itoa(size), "most": strconv.Itoa(maxBytes)}
	for i := 0; i+1 < len(varies); i += 2 {
		metadata[varies[i]] = varies[i+1]
	}
	return failure(codes.ResourceExhausted, reason, message, metadata)
}

// batchTooLarge returns the error of a batch whose response is too large, although the first fit of its items fit.
func batchTooLarge(size, maxBytes, fit int) error {
	return tooLarge(ReasonResponseTooLarge, size, maxBytes, fmt.Sprintf(
		"The response has %d bytes; a batch has at most %d. The first %d fit; ask for the others in another call.",
		size, maxBytes, fit), "fit", strconv.Itoa(fit))
}

// containStream contains, counts and authorizes streams, as the guards of unary calls do.
func (s *Server) containStream(
	server any,
	stream grpc.ServerStream,
	info *grpc.StreamServerInfo,
	next grpc.StreamHandler,
) (err error) {
	if !s.limits.watchers.enter() {
		s.nameVersion(stream.Context())
		return s.limits.watchers.refusal
	}
	defer s.limits.watchers.leave()
	defer func() {
		if p := recover(); p != nil {
			err = s.panicked(info.FullMethod, p)
		}
	}()
	if err := s.authorizeStream(stream.Context(), info.FullMethod); err != nil {
		s.nameVersion(stream.Context())
		return err
	}
	if err := setHeader(stream.Context(), s.state.Load().current.header); err != nil {
		return s.told(info.FullMethod, err)
	}
	if info.FullMethod == healthpb.Health_Watch_FullMethodName {
		ctx, cancel := context.WithCancel(stream.Context())
		var waiting sync.WaitGroup
		defer waiting.Wait()
		defer cancel()
		waiting.Go(func() {
			select {
			case <-s.stopping:
				cancel()
			case <-ctx.Done():
			}
		})
		stream = &boundStream{ServerStream: stream, ctx: ctx}
	}
	err = next(server, stream)
	if err != nil && s.isStopping() {
		return failure(codes.Unavailable, ReasonShuttingDown, "The server is shutting down. Connect again.", nil,
			&errdetails.RetryInfo{RetryDelay: durationpb.New(s.settings.config.RetryDelay)})
	}
	return s.told(info.FullMethod, err)
}

func (s *Server) isStopping() bool {
	select {
	case <-s.stopping:
		return true
	default:
		return false
	}
}

// unknown answers calls of unknown methods.
func unknown(_ any, stream grpc.ServerStream) error {
	method, _ := grpc.MethodFromServerStream(stream)
	return unknownMethod(method)
}

// unknownMethod returns the error of a call of an unknown method.
func unknownMethod(full string) error {
	method := strings.TrimPrefix(full, "/")
	return failure(codes.Unimplemented, ReasonMethodUnknown,
		"This server has no method "+method+", or it is switched off.", map[string]string{"method": method})
}

// boundStream is a stream with a context of its own.
type boundStream struct {
	grpc.ServerStream
	ctx context.Context //nolint:containedctx // a stream is asked for its context
}

// Context returns the context of the stream.
func (b *boundStream) Context() context.Context { return b.ctx }

func (s *Server) panicked(method string, p any) error {
	id := rand.Text()
	s.log.Error("a call panicked", "method", method, "incident", id, "panic", p, "stack", string(debug.Stack()))
	return internalError(id)
}

// told returns the error for the caller. gRPC reports calls that ended early with a status without details.
func (s *Server) told(method string, err error) error {
	if err == nil {
		return nil
	}
	st, told := status.FromError(err)
	switch {
	case len(st.Proto().GetDetails()) > 0:
		return err
	case errors.Is(err, context.DeadlineExceeded) || st.Code() == codes.DeadlineExceeded:
		return failure(codes.DeadlineExceeded, ReasonDeadlineExceeded, "The deadline passed before the answer was ready.",
			nil)
	case errors.Is(err, context.Canceled) || st.Code() == codes.Canceled:
		return failure(codes.Canceled, ReasonCanceled, "The caller canceled the call.", nil)
	case told:
		return err
	}
	id := rand.Text()
	s.log.Error("a call failed", "method", method, "incident", id, "error", err)
	return internalError(id)
}
