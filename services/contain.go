package services

import (
	"context"
	"crypto/rand"
	"errors"
	"runtime/debug"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
)

// contained keeps what goes wrong inside to the log: an error that is not meant for the caller, and a panic, become an INTERNAL error
// with an identifier under which the log has the rest. It stands around everything that a call runs through, also the reading of its
// request, which no interceptor does.
func (s *Server) contained(full string, next grpc.MethodHandler) grpc.MethodHandler {
	return func(server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (response any, err error) {
		defer func() {
			if p := recover(); p != nil {
				response, err = nil, s.panicked(full, p)
			}
		}()
		response, err = next(server, ctx, decode, interceptor)
		if err != nil {
			return nil, s.told(full, err)
		}
		return response, nil
	}
}

// malformed makes the error of a request that is not of the schema.
func malformed(err error) error {
	return failure(codes.InvalidArgument, ReasonMalformedRequest, "The request is no message of the schema: "+err.Error()+".", map[string]string{"cause": err.Error()})
}

// containStream does for streams what is done for unary calls: it contains, counts and authorizes them.
func (s *Server) containStream(server any, stream grpc.ServerStream, info *grpc.StreamServerInfo, next grpc.StreamHandler) (err error) {
	if !s.limits.watchers.enter() {
		return s.limits.watchers.refusal
	}
	defer s.limits.watchers.leave()
	defer func() {
		if p := recover(); p != nil {
			err = s.panicked(info.FullMethod, p)
		}
	}()
	if err := s.authorizeStream(stream.Context(), info.FullMethod); err != nil {
		return err
	}
	if info.FullMethod == healthpb.Health_Watch_FullMethodName {
		ctx, cancel := context.WithCancel(stream.Context())
		defer cancel()
		defer context.AfterFunc(s.stopping, cancel)()
		stream = &boundStream{ServerStream: stream, ctx: ctx}
	}
	err = next(server, stream)
	if err != nil && s.stopping.Err() != nil {
		return failure(codes.Unavailable, ReasonShuttingDown, "The server shuts down. Connect again.", nil)
	}
	return s.told(info.FullMethod, err)
}

// boundStream is a stream with a context of its own.
type boundStream struct {
	grpc.ServerStream
	ctx context.Context //nolint:containedctx // a stream is asked for its context
}

// Context gives the context of the stream.
func (b *boundStream) Context() context.Context { return b.ctx }

func (s *Server) panicked(method string, p any) error {
	id := rand.Text()
	s.log.Error("a call panicked", "method", method, "incident", id, "panic", p, "stack", string(debug.Stack()))
	return internalError(id)
}

// told passes on what is meant for the caller.
func (s *Server) told(method string, err error) error {
	if _, told := status.FromError(err); told {
		return err
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return failure(codes.DeadlineExceeded, ReasonDeadlineExceeded, "The deadline passed before the answer was ready.", nil)
	case errors.Is(err, context.Canceled):
		return failure(codes.Canceled, ReasonCanceled, "The caller canceled the call.", nil)
	}
	id := rand.Text()
	s.log.Error("a call failed", "method", method, "incident", id, "error", err)
	return internalError(id)
}
