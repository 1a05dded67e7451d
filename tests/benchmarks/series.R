# A series of trials: analysis of variance, means and standard errors of every site; Bartlett's and Levene's tests of the
# sites' errors; the combined analysis, also weighted by the sites' precision (interaction variance by moments); AMMI with
# Gollob's tests, GGE plain and scaled; Finlay-Wilkinson slopes with tests, Eberhart-Russell, Wricke, Shukla with tests,
# Lin-Binns, Huehn, Kang, adaptability; variance components and predictions by lme4. The combined sums of squares are taken
# from tables of means, as the data are complete: lm() of 9,000 plots on 3,090 columns would not end.
suppressMessages(library(lme4))

by_site <- function(s) {
  fit <- lm(y ~ 0 + entry + block, s, contrasts = list(block = "contr.sum"))
  a <- anova(lm(y ~ block + entry, s))
  list(anova = a, means = coef(summary(fit))[seq_len(nlevels(s$entry)), 1:2], residual = residuals(fit))
}

weighted <- function(m, variance) {
  d <- expand.grid(entry = factor(rownames(m)), site = factor(colnames(m)))
  x <- model.matrix(~ 0 + entry + site, d, contrasts.arg = list(site = "contr.sum")); y <- c(m)
  own <- rep(variance, each = nrow(m)); df <- length(y) - ncol(x)
  left <- function(v) { f <- lm.wfit(x, y, 1 / (v + own)); sum(f$residuals^2 / (v + own)) - df }
  between <- if (left(0) <= 0) 0 else uniroot(left, c(0, max(own)), extendInt = "downX", tol = 1e-10 * max(own))$root
  w <- 1 / (between + own); fit <- lm.wfit(x, y, w)
  v <- chol2inv(qr.R(fit$qr))
  list(between = between, means = fit$coefficients[seq_len(nrow(m))], se = sqrt(diag(v))[seq_len(nrow(m))],
       q = left(0) + df, p = pchisq(left(0) + df, df, lower.tail = FALSE))
}

analyse <- function(d) {
  sites <- lapply(split(d, d$site), by_site)
  m <- tapply(d$y, list(d$entry, d$site), mean)
  g <- nrow(m); e <- ncol(m); r <- nrow(d) / g / e
  grand <- mean(m); gm <- rowMeans(m); em <- colMeans(m)
  interaction <- m - outer(gm, em, "+") + grand
  blocks <- tapply(d$y, list(d$site, d$block), mean)
  site_ms <- vapply(sites, function(a) a$anova["Residuals", "Mean Sq"], 0)
  site_df <- vapply(sites, function(a) a$anova["Residuals", "Df"], 0)
  ss <- c(site = g * r * sum((em - grand)^2), block = g * sum((blocks - em)^2), entry = e * r * sum((gm - grand)^2),
          interaction = r * sum(interaction^2), error = sum(site_ms * site_df))
  df <- c(e - 1, e * (r - 1), g - 1, (g - 1) * (e - 1), sum(site_df)); ms <- ss / df
  f <- ms[c("site", "entry", "interaction")] / ms[c("block", "interaction", "error")]
  p <- pf(f, df[c(1, 3, 4)], df[c(2, 4, 5)], lower.tail = FALSE)
  residual <- data.frame(r = unlist(lapply(sites, `[[`, "residual")), site = rep(names(sites), each = nrow(d) / e))
  bartlett <- bartlett.test(r ~ site, residual); levene <- oneway.test(abs(r) ~ site, residual, var.equal = TRUE)
  ammi <- svd(interaction); axis_df <- g + e - 1 - 2 * seq_len(e - 1)
  axis_f <- r * ammi$d[seq_len(e - 1)]^2 / axis_df / ms[["error"]]
  axis_p <- pf(axis_f, axis_df, df[5], lower.tail = FALSE)
  about <- sweep(m, 2, em); gge <- svd(about); scaled <- svd(scale(about))
  index <- em - grand
  lines <- lapply(seq_len(g), function(i) summary(lm(m[i, ] ~ index)))
  slope <- t(vapply(lines, function(l) coef(l)[2, ], numeric(4))); slope_p <- 2 * pt(-abs(slope[, 1] - 1) / slope[, 2], e - 2)
  deviation <- vapply(lines, `[[`, 0, "sigma")^2 - ms[["error"]] / r
  wricke <- rowSums(interaction^2)
  shukla <- (g * (g - 1) * wricke - sum(wricke)) / ((e - 1) * (g - 1) * (g - 2))
  shukla_p <- pf(shukla * r / ms[["error"]], e - 1, df[5], lower.tail = FALSE)
  superiority <- rowSums(sweep(m, 2, apply(m, 2, max))^2) / (2 * e)
  ranks <- apply(m - gm, 2, rank)
  s1 <- apply(ranks, 1, function(x) sum(dist(x)) * 2 / (e * (e - 1))); s2 <- apply(ranks, 1, var)
  lsd <- qt(.975, df[5]) * sqrt(2 * ms[["error"]] / e / r)
  kang <- rank(gm) + (gm > grand) - (gm < grand) + 2 * sign(gm - grand) * (abs(gm - grand) > lsd) -
    8 * (shukla_p < .01) - 4 * (shukla_p >= .01 & shukla_p < .05)
  long <- data.frame(y = c(m), entry = factor(rep(rownames(m), e)), site = factor(rep(colnames(m), each = g)))
  mixed <- lmer(y ~ site + (1 | entry), long, control = lmerControl(calc.derivs = FALSE, check.conv.singular = "ignore"))
  list(sites = sites, ss = ss, p = p, bartlett = bartlett, levene = levene, weighted = weighted(m, site_ms / r),
       percent = 100 * ammi$d^2 / sum(ammi$d^2), axis_p = axis_p, scores = list(ammi$u, ammi$v), gge = gge, scaled = scaled,
       slope = slope, slope_p = slope_p, deviation = deviation, wricke = wricke, shukla = shukla, shukla_p = shukla_p,
       superiority = superiority, s1 = s1, s2 = s2, kang = kang, sd = apply(m, 1, sd), cv = apply(m, 1, sd) / gm,
       adaptability = rowMeans(about > 0), components = VarCorr(mixed), blup = ranef(mixed, condVar = TRUE))
}

data <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
small <- droplevels(data[data$site %in% levels(data$site)[1:6] & data$entry %in% levels(data$entry)[1:8], ])
invisible(suppressMessages(analyse(small))) # loads what is loaded on first use
start <- proc.time()[["elapsed"]]
result <- analyse(data)
elapsed <- proc.time()[["elapsed"]] - start
cat(elapsed, result$percent[1], "\n")
